-- Tables of a shop as applications leave them, with some of the indexes that they need and without others.
CREATE SCHEMA shop;
CREATE TABLE shop.customer (
    id int PRIMARY KEY, email varchar(80), name text, town text, referrer int, created_at timestamptz, gone_at timestamptz);
INSERT INTO shop.customer
SELECT i, 'Mail' || i || '@example.org', 'name ' || i % 7000, 'town ' || i % 400, (i * 7919) % 40000,
       timestamptz '2026-01-01' + i * interval '5 minutes', CASE WHEN i % 200 = 0 THEN timestamptz '2026-09-01' END
  FROM generate_series(1::bigint, 50000) i;
CREATE TABLE shop.orders (
    id int PRIMARY KEY, customer_id int, status text, total numeric, placed_at timestamptz, shipped_at timestamptz,
    region smallint, note text);
INSERT INTO shop.orders
SELECT i, (i * 31337) % 5000, (ARRAY ['open', 'sent'])[(1 + i % 2)::int], i % 1000,
       timestamptz '2026-01-01' + i * interval '2 minutes', CASE WHEN i % 300 > 0 THEN timestamptz '2026-09-01' END,
       i % 10, repeat('x', 60)
  FROM generate_series(1::bigint, 200000) i;
CREATE TABLE shop.item (order_id int, product_id int, amount int, price numeric);
INSERT INTO shop.item
SELECT 1 + (i * 7919) % 200000, (i * 104729) % 3000, i % 9, i % 100 FROM generate_series(1::bigint, 300000) i;
CREATE TABLE shop.event (id bigint PRIMARY KEY, kind text, user_id int, at timestamptz, handled boolean NOT NULL, body text);
INSERT INTO shop.event
SELECT i, 'kind ' || i % 25, (i * 31337) % 2000, timestamptz '2026-01-01' + i * interval '1 minute', i % 150 > 0,
       repeat('y', 40)
  FROM generate_series(1::bigint, 250000) i;
CREATE TABLE shop.session (token uuid, user_id int, expires_at timestamp);
INSERT INTO shop.session
SELECT md5(i::text)::uuid, (i * 31337) % 20000, timestamp '2026-01-01' + i * interval '3 minutes'
  FROM generate_series(1::bigint, 100000) i;
CREATE TABLE shop.measurement (device int, at timestamptz, value float8) PARTITION BY RANGE (at);
CREATE TABLE shop.measurement_1 PARTITION OF shop.measurement FOR VALUES FROM ('2026-01-01') TO ('2026-04-01');
CREATE TABLE shop.measurement_2 PARTITION OF shop.measurement FOR VALUES FROM ('2026-04-01') TO ('2027-01-01');
INSERT INTO shop.measurement
SELECT (i * 31337) % 3000, timestamptz '2026-01-01' + i * interval '2 minutes', i FROM generate_series(1::bigint, 120000) i;
CREATE TABLE shop."Odd Table" ("Key Part" int, "select" text);
INSERT INTO shop."Odd Table" SELECT i % 30000, 'z' || i FROM generate_series(1::bigint, 100000) i;
-- what there are indexes on
CREATE TABLE shop.stock (warehouse int, sku text, batch text, n int, gone_at timestamptz, counted_at timestamptz);
INSERT INTO shop.stock
SELECT i % 40, 'sku ' || (i * 31337) % 20000, 'b ' || (i * 7919) % 30000, i,
       CASE WHEN i % 10 = 0 THEN timestamptz '2026-09-01' END, timestamptz '2026-01-01' + i * interval '1 minute'
  FROM generate_series(1::bigint, 150000) i;
CREATE INDEX ON shop.stock (warehouse);
CREATE INDEX ON shop.stock (batch) WHERE gone_at IS NULL;
CREATE INDEX ON shop.stock (counted_at DESC);
CREATE TABLE shop.account (id int, mail text, login text, phone text, code text, team int, rank int);
INSERT INTO shop.account
SELECT i, 'M' || i, 'login ' || i, 'p' || i, 'c' || (i * 7919) % 50000, i % 900, i FROM generate_series(1::bigint, 100000) i;
ALTER TABLE shop.account ADD UNIQUE (id);
CREATE INDEX ON shop.account (lower(mail));
CREATE INDEX ON shop.account (login) INCLUDE (phone, code);
CREATE INDEX ON shop.account (code text_pattern_ops);
CREATE INDEX ON shop.account (team, rank DESC);
CREATE INDEX ON shop.account USING hash (phone);
CREATE TABLE shop.town (name text, country text);
INSERT INTO shop.town SELECT 'town ' || i, 'country' FROM generate_series(1::bigint, 400) i;
