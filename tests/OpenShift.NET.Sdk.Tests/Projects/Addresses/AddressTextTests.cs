using OpenShift.NET.Sdk.Projects.Addresses;

namespace OpenShift.NET.Sdk.Tests.Projects.Addresses;

[TestClass]
public sealed class AddressTextTests
{
    [TestMethod]
    [DataRow("http://10.1.2.3/a", "10.1.2.3", "Web")]
    [DataRow("http://user:secret@10.1.2.3:8080", "10.1.2.3:8080", "Web")]
    [DataRow("https+http://catalog", "catalog", "Web")]
    [DataRow("http://[fd00::1]:8080/", "[fd00::1]:8080", "Web")]
    [DataRow("http://a:1;http://b:2", "a:1 b:2", "Web")]
    [DataRow("http://localhost:3000, http://localhost:4200", "localhost:3000 localhost:4200", "Web")]
    [DataRow("http://localhost:9200", "localhost:9200", "Elasticsearch")]
    [DataRow("amqp://a:1,amqp://b:2", "a:1 b:2", "RabbitMq")]
    [DataRow("amqps://shop:x@rabbit/shop", "rabbit", "RabbitMq")]
    [DataRow("mongodb://u:p@a:27017,b:27018/shop?replicaSet=rs0", "a:27017 b:27018", "MongoDb")]
    [DataRow("mongodb+srv://cluster0.example.mongodb.net/shop", "cluster0.example.mongodb.net", "MongoDb")]
    [DataRow("redis://:pw@cache:6379/0", "cache:6379", "Redis")]
    [DataRow("nats://localhost:4222", "localhost:4222", "Nats")]
    [DataRow("postgres://u:p@db/shop", "db", "PostgreSql")]
    [DataRow("PLAINTEXT://kafka:9092", "kafka:9092", "Kafka")]
    [DataRow("redis:6379,password=x", "redis:6379", "Redis")]
    [DataRow("localhost,abortConnect=false", "localhost", "Redis")]
    [DataRow("a:6379,b:6379,ssl=true,name=shop", "a:6379 b:6379", "Redis")]
    [DataRow("localhost:9092,localhost:9093", "localhost:9092 localhost:9093", "Kafka")]
    [DataRow("kafka-0:9092;kafka-1:9092", "kafka-0:9092 kafka-1:9092", "Kafka")]
    [DataRow("localhost:8080/realms/shop", "localhost:8080", "Unknown")]
    [DataRow("[::1]:6379", "[::1]:6379", "Redis")]
    [DataRow("localhost", "localhost", "Unknown")]
    [DataRow("(localdb)\\MSSQLLocalDB", "(localdb)\\MSSQLLocalDB", "SqlServer")]
    [DataRow(".\\SQLEXPRESS", ".\\SQLEXPRESS", "SqlServer")]
    [DataRow("Server=tcp:db,1433;Database=shop", "db:1433", "SqlServer")]
    [DataRow("Data Source=db\\SQLEXPRESS;Password=x", "db", "Database")]
    [DataRow("Server=.;Database=shop", ".", "SqlServer")]
    [DataRow("Server=.,1433;Database=shop", ".:1433", "SqlServer")]
    [DataRow("Server=(localdb)\\v11.0;AttachDbFilename=|DataDirectory|\\shop.mdf", "(localdb)\\v11.0", "SqlServer")]
    [DataRow("Data Source=\"localhost\\SQLEXPRESS\" ;Initial Catalog=shop", "localhost\\SQLEXPRESS", "SqlServer")]
    [DataRow("Server=np:\\\\.\\pipe\\LOCALDB#1\\tsql\\query;Database=shop", ".", "SqlServer")]
    [DataRow("Server=a;Failover Partner=b;Database=shop", "a b", "Database")]
    [DataRow("Addr=10.0.0.9;Database=shop", "10.0.0.9", "Database")]
    [DataRow("Network Address=db;Database=shop", "db", "Database")]
    [DataRow("Host=10.0.0.1;Port=5432", "10.0.0.1:5432", "PostgreSql")]
    [DataRow("Host=a,b:5433;Database=shop", "a b:5433", "Database")]
    [DataRow("Server=localhost;Port=3306;Database=shop;Uid=root", "localhost:3306", "MySql")]
    [DataRow("User Id=shop;Data Source=localhost:1521/XE", "localhost:1521", "Oracle")]
    [DataRow("User Id=shop;Data Source=(DESCRIPTION=(ADDRESS=(PROTOCOL=TCP)(HOST=db1)(PORT=1521))(ADDRESS=(HOST=db2)(PORT=1522)))", "db1:1521 db2:1522", "Oracle")]
    [DataRow("Contact Points=localhost;Port=9042;Default Keyspace=shop", "localhost:9042", "Cassandra")]
    [DataRow("host=localhost;virtualHost=/;username=guest", "localhost", "RabbitMq")]
    [DataRow("Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=x", "shop.servicebus.windows.net", "Azure")]
    [DataRow("UseDevelopmentStorage=true", "127.0.0.1:10000", "Azure")]
    [DataRow("AccountName=a;BlobEndpoint=http://127.0.0.1:10000/a", "127.0.0.1:10000", "Unknown")]
    public void The_hosts_of_a_text_are_found(string text, string hosts, string kind)
    {
        AddressText? address = AddressText.Read(text);
        Assert.IsNotNull(address);
        Assert.AreEqual(hosts, string.Join(' ', address.Hosts));
        Assert.AreEqual(kind, address.Kind.ToString());
        foreach (HostAddress host in address.Hosts.Where(static h => h.Length > 0 && h.Host != "."))
        {
            Assert.AreEqual(host.Host, text.Substring(host.Start, host.Length).Trim('[', ']'));
        }
    }

    [TestMethod]
    [DataRow("")]
    [DataRow("10.0.0.0")]
    [DataRow("10.0.0.0/8")]
    [DataRow("1.2.3.4")]
    [DataRow("/var/data")]
    [DataRow("://")]
    [DataRow("http://")]
    [DataRow("Information")]
    [DataRow("orders")]
    [DataRow("admin@localhost")]
    [DataRow("12:30")]
    [DataRow("00:00:30")]
    [DataRow("2024-03-01T10:20:30Z")]
    [DataRow("text/html; charset=utf-8")]
    [DataRow("application/json")]
    [DataRow("urn:ietf:params:oauth")]
    [DataRow("file:///var/lib/shop")]
    [DataRow("http://unix:/tmp/app.sock")]
    [DataRow("http://www.w3.org/2001/XMLSchema")]
    [DataRow("http://schemas.xmlsoap.org/ws/2005/05/identity/claims/name")]
    [DataRow("https://learn.microsoft.com/aspnet/core")]
    [DataRow("^https?://[a-z]+$")]
    [DataRow("http://{host}:8080")]
    [DataRow("Shop.Orders, Shop, Version=1.0.0.0, Culture=neutral")]
    [DataRow("see http://10.0.0.1 for more")]
    [DataRow("Data Source=Sample;Mode=Memory;Cache=Shared")]
    [DataRow("Data Source=:memory:")]
    [DataRow("Data Source=blog")]
    [DataRow("{Timestamp:HH:mm:ss} {Message}")]
    [DataRow("a=b;c=d")]
    [DataRow("=;=\"'")]
    [DataRow("Server=\"")]
    [DataRow("Server=")]
    public void Other_texts_are_no_addresses(string text) => Assert.IsNull(AddressText.Read(text)?.ToString());

    [TestMethod]
    [DataRow("Data Source=app.db", "app.db")]
    [DataRow("DataSource=app.db;Cache=Shared", "app.db")]
    [DataRow("Filename=/data/shop.litedb;Connection=shared", "/data/shop.litedb")]
    [DataRow("Data Source=file:data.db?mode=rw", "data.db")]
    [DataRow("Data Source=|DataDirectory|/app.sqlite", "app.sqlite")]
    [DataRow("Data Source='my app.db'", "my app.db")]
    public void A_file_is_no_server(string text, string file)
    {
        AddressText? address = AddressText.Read(text);
        Assert.AreEqual((file, 0), (address?.File, address?.Hosts.Length));
    }

    [TestMethod]
    [DataRow("Data Source=app.db;Mode=ReadOnly")]
    [DataRow("Data Source=db.shop.db;Initial Catalog=shop")]
    public void A_file_that_is_only_read_and_a_server_are_no_file(string text) => Assert.IsNull(AddressText.Read(text)?.File);

    [TestMethod]
    [DataRow("http://localhost:5001/a", "http://x:5001/a")]
    [DataRow("http://[::1]:80/a", "http://x:80/a")]
    [DataRow("http://orders.localhost:80", "http://x:80")]
    [DataRow("localhost:6379,orders:1,127.0.0.1:2", "x:6379,orders:1,x:2")]
    [DataRow("Server=(localdb)\\mssqllocaldb;Database=shop", "Server=x;Database=shop")]
    [DataRow("Server= . ;Database=shop", "Server= x ;Database=shop")]
    [DataRow("Server=.\\SQLEXPRESS,1433;Database=shop", "Server=x,1433;Database=shop")]
    [DataRow("Server=np:\\\\.\\pipe\\sql\\query;Database=shop", "Server=np:x;Database=shop")]
    [DataRow("http://host.docker.internal:5001", "http://x:5001")]
    [DataRow("Host=postgres_order;Port=5432", "Host=x;Port=5432")]
    [DataRow("http://order_api:80,http://orders:80", "http://x:80,http://orders:80")]
    [DataRow("http://order_api.example.com:80", "http://order_api.example.com:80")]
    [DataRow("UseDevelopmentStorage=true", null)]
    public void Another_host_takes_the_place_of_this_machine(string text, string? expected) => Assert.AreEqual(expected, AddressText.Read(text)!.With("x"));

    [TestMethod]
    public void Every_address_in_a_file_is_found()
    {
        const string Text = """
            {
              "Orders": { "Url": "http://localhost:5001/" },
              "Shop": "Host=127.0.0.1;Database=shop" // see http://10.0.0.7:80
            }
            """;
        Assert.AreEqual("localhost:5001 127.0.0.1 10.0.0.7:80", string.Join(' ', AddressText.ReadAll(Text).SelectMany(static a => a.Hosts)));
    }

    [TestMethod]
    public void No_text_breaks_the_reader()
    {
        string[] pieces = ["http", "://", "localhost", ":", ";", ",", "=", "Server", "Data Source", "Host", "(local)", "(localdb)\\x", ".", "\\", "/", "@", "[::1]", "\"", "'", " ", "5001", "(HOST=", "(PORT=1)", ")", "tcp:", "x", "password=1", "Port"];
        var random = new Random(4711);
        for (int i = 0; i < 20_000; i++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => pieces[random.Next(pieces.Length)]));
            if (AddressText.Read(text, isName: i % 2 == 0) is not { } address)
            {
                continue;
            }

            int at = 0;
            foreach (HostAddress host in address.Hosts)
            {
                Assert.IsTrue(host.Start >= at && host.Start + host.Length <= text.Length && host.Port is null or >= 1 and <= 65535, text);
                at = host.Length == 0 ? at : host.Start + host.Length;
            }

            Assert.AreNotEqual("", address.With("x"), text);
        }
    }

    [TestMethod]
    public void Service_discovery_names_are_told()
    {
        Assert.IsTrue(AddressText.Read("https+http://catalog")!.IsDiscovered);
        Assert.IsTrue(AddressText.Read("http://_admin.catalog")!.IsDiscovered);
        Assert.IsFalse(AddressText.Read("http://catalog")!.IsDiscovered);
    }

    [TestMethod]
    [DataRow("10.1.2.3", true)]
    [DataRow("fd00::1", true)]
    [DataRow("127.0.0.1", false)]
    [DataRow("0.0.0.0", false)]
    [DataRow("192.0.2.1", false)]
    [DataRow("169.254.169.254", false)]
    [DataRow("255.255.255.255", false)]
    [DataRow("orders", false)]
    [DataRow("8080", false)]
    public void Fixed_addresses_are_those_of_one_machine(string host, bool isFixed) => Assert.AreEqual(isFixed, HostNames.IsFixedAddress(host));

    [TestMethod]
    [DataRow("localhost", true)]
    [DataRow("LOCALHOST", true)]
    [DataRow("shop.dev.localhost", true)]
    [DataRow("127.0.1.1", true)]
    [DataRow("::1", true)]
    [DataRow("(LocalDB)\\v11.0", true)]
    [DataRow(".\\SQLEXPRESS", true)]
    [DataRow("127", false)]
    [DataRow("localhosts", false)]
    [DataRow("10.0.0.1", false)]
    public void This_machine_has_several_names(string host, bool expected) => Assert.AreEqual(expected, HostNames.IsThisMachine(host));

    [TestMethod]
    [DataRow("Services:Orders:Url", "Peer")]
    [DataRow("HttpClients:Orders:BaseUrl", "Peer")]
    [DataRow("ApiSettings:GatewayAddress", "Peer")]
    [DataRow("ContactService:Url", "Peer")]
    [DataRow("Cassandra:ContactPoints:0", "Peer")]
    [DataRow("Auth:Authority", "Peer")]
    [DataRow("App:SelfUrl", "Own")]
    [DataRow("App__RedirectAllowedUrls", "Own")]
    [DataRow("Auth:CallbackUri", "Own")]
    [DataRow("PublicBaseUrl", "Own")]
    [DataRow("Auth:PostLogoutRedirectUris:0", "Own")]
    [DataRow("OpenIddict:Applications:Shop_Web:RootUrl", "Own")]
    [DataRow("Cors:Origins:0", "Caller")]
    [DataRow("CORS_ORIGINS", "Caller")]
    [DataRow("ClientUrl", "Caller")]
    [DataRow("Jwt:Issuer", "Identifier")]
    [DataRow("Jwt:ValidAudiences:1", "Identifier")]
    [DataRow("ASPNETCORE_URLS", "Listening")]
    [DataRow("Kestrel:Endpoints:Http:Url", "Listening")]
    [DataRow("ForwardedHeaders__KnownProxies__0", "Filter")]
    [DataRow("NO_PROXY", "Filter")]
    [DataRow("Swagger:License:Url", "Document")]
    public void The_name_of_a_setting_tells_whose_address_it_is(string name, string role) => Assert.AreEqual(role, AddressRoles.Of(name).ToString());
}
