CREATE TABLE bench_job AS
SELECT * FROM read_csv(':csv', header = false, columns = {
       'id': 'VARCHAR', 'user_id': 'VARCHAR', 'created_at': 'TIMESTAMPTZ', 'status': 'VARCHAR', 'tool': 'VARCHAR',
       'provider': 'VARCHAR', 'strategy': 'VARCHAR', 'outcome': 'SMALLINT', 'seconds': 'DOUBLE', 'cost': 'DECIMAL(18, 6)'})
