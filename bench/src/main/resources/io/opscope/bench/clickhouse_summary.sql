SELECT '' AS value, countMerge(jobs), sumMerge(costs), avgMerge(times), countIfMerge(good) FROM by_hour WHERE hour >= now() - 2592000
UNION ALL
SELECT status AS value, countMerge(jobs), sumMerge(costs), avgMerge(times), countIfMerge(good) FROM by_status WHERE hour >= now() - 2592000 GROUP BY status
UNION ALL
SELECT provider AS value, countMerge(jobs), sumMerge(costs), avgMerge(times), countIfMerge(good) FROM by_provider WHERE hour >= now() - 2592000 GROUP BY provider
UNION ALL
SELECT strategy AS value, countMerge(jobs), sumMerge(costs), avgMerge(times), countIfMerge(good) FROM by_strategy WHERE hour >= now() - 2592000 GROUP BY strategy
