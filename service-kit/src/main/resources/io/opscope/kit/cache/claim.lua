-- Claims the right to make an answer and looks for it, in this order and at one moment: whoever made it before puts it
-- there before giving up the claim, so that nobody who is granted one can have missed it. KEYS: the answer, the claim.
-- ARGV: who asks, milliseconds until a claim that is not given back runs out. Answers 1 or 0 and the answer, or nothing.
local claimed = redis.call('SET', KEYS[2], ARGV[1], 'NX', 'PX', ARGV[2]) or redis.call('GET', KEYS[2]) == ARGV[1]
return { claimed and 1 or 0, redis.call('GET', KEYS[1]) }
