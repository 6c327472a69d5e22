-- Adds lines to the streams they belong to.
-- KEYS: the streams. ARGV: lines that a stream keeps, give or take what Redis frees at a time; milliseconds that a stream
-- is kept after its last line; then of each line the place of its stream among the keys, and its text.
for i = 3, #ARGV, 2 do
  redis.call('XADD', KEYS[tonumber(ARGV[i])], 'MAXLEN', '~', ARGV[1], '*', 'line', ARGV[i + 1])
end
for i = 1, #KEYS do
  redis.call('PEXPIRE', KEYS[i], ARGV[2])
end
return (#ARGV - 2) / 2
