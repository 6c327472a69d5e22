-- Takes permits out of buckets, as many buckets as KEYS. A bucket is the moment at which it will be full again, in
-- microseconds of this server's clock; one that is not there is full. ARGV has four for each: microseconds until a
-- permit comes back, permits in a full bucket, permits that were used unasked, permits wanted. Answers two for each:
-- permits granted, microseconds until the bucket is full. Without KEYS it tells that scripts are run here at all.
local time = redis.call('TIME')
local now = time[1] * 1000000 + time[2]
local answer = {}
for i, bucket in ipairs(KEYS) do
    local step = tonumber(ARGV[4 * i - 3])
    local window = step * tonumber(ARGV[4 * i - 2])
    local full = math.max(tonumber(redis.call('GET', bucket) or now), now)
    -- Debts are kept, for one full bucket beyond an empty one: who was let in too often is let in less for a while.
    full = math.min(full + step * tonumber(ARGV[4 * i - 1]), now + 2 * window)
    local granted = math.max(0, math.min(tonumber(ARGV[4 * i]), math.floor((now + window - full) / step)))
    full = full + step * granted
    redis.call('SET', bucket, full, 'PX', math.ceil((full - now) / 1000) + 1)
    answer[2 * i - 1] = granted
    answer[2 * i] = math.floor(full - now)
end
return answer
