package io.opscope.monitoring.advice;

import io.trino.tpch.CustomerGenerator;
import io.trino.tpch.Distributions;
import io.trino.tpch.LineItemGenerator;
import io.trino.tpch.OrderGenerator;
import io.trino.tpch.PartGenerator;
import io.trino.tpch.PartSupplierGenerator;
import io.trino.tpch.TextPool;
import io.trino.tpch.TpchEntity;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import org.postgresql.PGConnection;

/** The tables of TPC-H with their primary keys, and no other index. */
final class TpchTables {

    private static final double SCALE = 0.03;

    /** Comments are cut from this; the benchmark's own takes 300 MB and many seconds. */
    private static final TextPool TEXTS = new TextPool(1_000_000, Distributions.getDefaultDistributions());

    private TpchTables() {}

    static void create(Connection connection) throws SQLException, IOException {
        try (var statement = connection.createStatement()) {
            statement.execute("CREATE SCHEMA tpch");
            statement.execute("CREATE TABLE tpch.customer (c_custkey bigint, c_name text, c_address text,"
                    + " c_nationkey bigint, c_phone text, c_acctbal numeric, c_mktsegment text, c_comment text)");
            statement.execute("CREATE TABLE tpch.orders (o_orderkey bigint, o_custkey bigint, o_orderstatus text,"
                    + " o_totalprice numeric, o_orderdate date, o_orderpriority text, o_clerk text, o_shippriority int,"
                    + " o_comment text)");
            statement.execute("CREATE TABLE tpch.lineitem (l_orderkey bigint, l_partkey bigint, l_suppkey bigint,"
                    + " l_linenumber int, l_quantity numeric, l_extendedprice numeric, l_discount numeric, l_tax numeric,"
                    + " l_returnflag text, l_linestatus text, l_shipdate date, l_commitdate date, l_receiptdate date,"
                    + " l_shipinstruct text, l_shipmode text, l_comment text)");
            statement.execute(
                    "CREATE TABLE tpch.part (p_partkey bigint, p_name text, p_mfgr text, p_brand text, p_type text,"
                            + " p_size int, p_container text, p_retailprice numeric, p_comment text)");
            statement.execute("CREATE TABLE tpch.partsupp (ps_partkey bigint, ps_suppkey bigint, ps_availqty int,"
                    + " ps_supplycost numeric, ps_comment text)");
        }
        var words = Distributions.getDefaultDistributions();
        copy(connection, "customer", new CustomerGenerator(SCALE, 1, 1, words, TEXTS));
        copy(connection, "orders", new OrderGenerator(SCALE, 1, 1, words, TEXTS));
        copy(connection, "lineitem", new LineItemGenerator(SCALE, 1, 1, words, TEXTS));
        copy(connection, "part", new PartGenerator(SCALE, 1, 1, words, TEXTS));
        copy(connection, "partsupp", new PartSupplierGenerator(SCALE, 1, 1, TEXTS));
        try (var statement = connection.createStatement()) {
            statement.execute("ALTER TABLE tpch.customer ADD PRIMARY KEY (c_custkey)");
            statement.execute("ALTER TABLE tpch.orders ADD PRIMARY KEY (o_orderkey)");
            statement.execute("ALTER TABLE tpch.part ADD PRIMARY KEY (p_partkey)");
            statement.execute("ALTER TABLE tpch.partsupp ADD PRIMARY KEY (ps_partkey, ps_suppkey)");
        }
    }

    private static void copy(Connection connection, String table, Iterable<? extends TpchEntity> rows)
            throws SQLException, IOException {
        var lines = new StringBuilder();
        for (var row : rows) {
            var line = row.toLine();
            lines.append(line, 0, line.length() - 1).append('\n');
        }
        connection
                .unwrap(PGConnection.class)
                .getCopyAPI()
                .copyIn(
                        "COPY tpch." + table + " FROM STDIN WITH (FORMAT text, DELIMITER '|')",
                        new StringReader(lines.toString()));
    }
}
