-- Keeps an answer, if there is one, and gives the claim on it back, unless that has run out and is another's by now.
-- KEYS: the answer, the claim. ARGV: whose the claim was, and the answer with the seconds it is kept for.
if ARGV[2] then
    redis.call('SETEX', KEYS[1], ARGV[3], ARGV[2])
end
if redis.call('GET', KEYS[2]) == ARGV[1] then
    redis.call('DEL', KEYS[2])
end
return 0
