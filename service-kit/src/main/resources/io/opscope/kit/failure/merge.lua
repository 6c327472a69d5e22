-- Adds what a replica saw fail to what all have seen. A batch is added once, however often it is sent.
-- KEYS: the groups by fingerprint; the batch's name. ARGV: milliseconds kept, the present in milliseconds, the most
-- groups, the most references of a group, then each group.
if not redis.call('SET', KEYS[2], '1', 'NX', 'PX', 3600000) then
  return 0
end
for i = 5, #ARGV do
  local seen = cjson.decode(ARGV[i])
  local known = redis.call('HGET', KEYS[1], seen.fingerprint)
  if known then
    known = cjson.decode(known)
    seen.count = seen.count + known.count
    seen.firstMillis = math.min(seen.firstMillis, known.firstMillis)
    seen.lastMillis = math.max(seen.lastMillis, known.lastMillis)
    -- the latest come first; what fails again under the same reference leads to one place
    local references = {}
    local listed = {}
    for reference in (seen.references .. ',' .. known.references):gmatch('[^,]+') do
      if #references < tonumber(ARGV[4]) and not listed[reference] then
        references[#references + 1] = reference
        listed[reference] = true
      end
    end
    seen.references = table.concat(references, ',')
  end
  redis.call('HSET', KEYS[1], seen.fingerprint, cjson.encode(seen))
end
redis.call('PEXPIRE', KEYS[1], ARGV[1])
local all = redis.call('HGETALL', KEYS[1])
local ages = {}
for i = 1, #all, 2 do
  local last = cjson.decode(all[i + 1]).lastMillis
  if last < tonumber(ARGV[2]) - tonumber(ARGV[1]) then
    redis.call('HDEL', KEYS[1], all[i])
  else
    ages[#ages + 1] = { all[i], last }
  end
end
table.sort(ages, function(one, other) return one[2] > other[2] end)
for i = tonumber(ARGV[3]) + 1, #ages do
  redis.call('HDEL', KEYS[1], ages[i][1])
end
return 1
