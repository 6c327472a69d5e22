-- The newest lines of several streams, the latest first.
-- KEYS: the streams. ARGV: how many lines.
local all = {}
for i = 1, #KEYS do
  for _, entry in ipairs(redis.call('XREVRANGE', KEYS[i], '+', '-', 'COUNT', ARGV[1])) do
    local millis, number = entry[1]:match('(%d+)-(%d+)')
    all[#all + 1] = {tonumber(millis), tonumber(number), entry[2][2]}
  end
end
table.sort(all, function(one, other)
  return one[1] > other[1] or one[1] == other[1] and one[2] > other[2]
end)
local newest = {}
for i = 1, math.min(#all, tonumber(ARGV[1])) do
  newest[i] = all[i][3]
end
return newest
