SELECT toStartOfDay(hour) AS day, countMerge(jobs), sumMerge(costs), countIfMerge(good)
  FROM by_hour
 WHERE hour >= now() - 2592000
 GROUP BY day
 ORDER BY day
