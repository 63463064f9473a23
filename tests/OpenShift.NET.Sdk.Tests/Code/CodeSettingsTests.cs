using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Settings;

namespace OpenShift.NET.Sdk.Tests.Code;

/// <summary>Which settings the code reads, as the variables that set them; <c>!</c> is one it stops without, <c>=</c> what it takes by itself, <c>~</c> one that its use shows to be no secret, <c>#</c> the connection string of a server.</summary>
[TestClass]
public sealed class CodeSettingsTests
{
    private static readonly string[] s_libraries = ["Aspire.Clients", "Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.Sqlite", "StackExchange.Redis", "Serilog", "RabbitMQ.Client", "Grpc.Net.Client", "Microsoft.Identity.Web", "Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.IdentityModel.Tokens"];

    [TestMethod]
    public void Keys_are_read_wherever_the_configuration_comes_from() => Assert.AreEqual(
        "Deep__Section__Key FromAction FromConstructor FromField FromLocal FromProvider FromStartup Mail__Host Mail__Port=25~ Top",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            _ = builder.Configuration["Top"];
            var section = builder.Configuration.GetSection("Mail");
            _ = section["Host"];
            _ = section.GetValue("Port", 25);
            _ = builder.Configuration.GetSection("Deep").GetSection("Section")["Key"];
            string? Local(string name) => builder.Configuration[name];
            _ = Local("FromLocal");
            builder.Services.AddSingleton<Primary>().AddSingleton<Injected>();
            var app = builder.Build();
            _ = app.Services.GetRequiredService<IConfiguration>()["FromProvider"];
            app.MapGet("/", (IConfiguration configuration) => configuration["FromAction"]);
            app.MapGet("/p", (Primary primary, Injected injected) => primary.Read() + injected.Run());
            new Startup(app.Configuration).Configure(app);
            app.Run();
            public class Primary(IConfiguration configuration) { public string? Read() => configuration["FromConstructor"]; }
            public class Injected { private readonly IConfiguration _configuration; public Injected(IConfiguration configuration) { _configuration = configuration; } public string? Run() => _configuration["FromField"]; }
            public class Startup(IConfiguration configuration) { public void Configure(IApplicationBuilder app) { _ = configuration["FromStartup"]; } }
            """));

    [TestMethod]
    public void What_is_read_in_a_section_that_only_the_run_knows_is_no_setting() => Assert.AreEqual(
        "Known",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            _ = builder.Configuration["Known"];
            foreach (var child in builder.Configuration.GetSection("Tenants").GetChildren()) { _ = child["Name"]; }
            _ = builder.Configuration.GetSection("More").GetChildren().Select(c => c["Other"]).ToArray();
            _ = builder.Configuration.GetSection(args[0])["Third"];
            builder.Build().Run();
            """));

    [TestMethod]
    public void What_is_in_the_entries_of_a_list_has_no_name_however_it_is_handed_on() => Assert.AreEqual(
        "Jobs__Known",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            _ = builder.Configuration.GetSection("Jobs")["Known"];
            foreach (var job in builder.Configuration.GetSection("Jobs").GetChildren())
            {
                IConfigurationSection simple = job.GetSection("Simple"), cron = job.GetSection("Cron");
                if (simple.Exists()) { Jobs.Simple(simple); }
                if (cron.Exists()) { Jobs.Any(cron); }
                Jobs.Either(args.Length > 0 ? simple : cron);
                if (string.IsNullOrEmpty(job["Name"])) { throw new InvalidOperationException(); }
            }
            Action<IConfigurationSection> later = Jobs.Never;
            GC.KeepAlive(later);
            builder.Build().Run();
            static class Jobs
            {
                public static void Simple(IConfigurationSection section) => Console.WriteLine(int.Parse(section["Interval"] ?? throw new InvalidOperationException()) + section.GetValue("Count", 5));
                public static void Any(IConfiguration section) => Console.WriteLine(section["Expression"] + section.GetSection("Zone")["Name"] + section.GetSection("Deep").Get<int>());
                public static void Either(IConfiguration section) => Console.WriteLine(section["Misfire"]);
                public static void Never(IConfigurationSection section) => Console.WriteLine(section["Later"]);
            }
            """));

    [TestMethod]
    public void A_list_that_is_read_as_one_value_can_be_set_by_nothing() => Assert.AreEqual(
        "Key Names__0",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            _ = builder.Configuration.GetValue<string[]>("Seeds", ["akka.tcp://shop@localhost:7918"])!.ToArray();
            _ = builder.Configuration.GetValue<List<string>>("More");
            _ = builder.Configuration.GetValue<byte[]>("Key");
            _ = builder.Configuration.GetSection("Names").Get<string[]>();
            builder.Build().Run();
            """));

    [TestMethod]
    public void What_comes_from_the_command_line_alone_is_set_by_no_variable() => Assert.AreEqual(
        "MODE",
        Read("""
            var configuration = new ConfigurationBuilder().AddCommandLine(args).Build();
            _ = configuration["Root"] ?? throw new InvalidOperationException();
            _ = configuration.GetValue<bool?>("Serve");
            _ = Environment.GetEnvironmentVariable("MODE");
            new HostBuilder().Build().Run();
            """));

    [TestMethod]
    [DataRow("new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args)")]
    [DataRow("new ConfigurationBuilder().AddJsonFile(\"appsettings.json\").AddCommandLine(args)")]
    [DataRow("new ConfigurationBuilder()")]
    public void What_others_give_besides_the_command_line_is_a_setting(string builder) => Assert.AreEqual(
        "Root!",
        Read($"var configuration = {builder}.Build(); _ = configuration[\"Root\"] ?? throw new InvalidOperationException(); new HostBuilder().Build().Run();"));

    [TestMethod]
    public void A_host_that_reads_the_environment_gives_what_is_read_beside_the_command_line() => Assert.AreEqual(
        "Root",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            _ = new ConfigurationBuilder().AddCommandLine(args).Build();
            _ = builder.Configuration["Root"];
            builder.Build().Run();
            """));

    [TestMethod]
    public void An_enum_has_its_members_name_as_default() => Assert.AreEqual(
        "Letter=x~ Mode=Slow~",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            _ = builder.Configuration.GetValue("Mode", Mode.Slow);
            _ = builder.Configuration.GetValue("Letter", 'x');
            builder.Build().Run();
            enum Mode { Fast, Slow }
            """));

    [TestMethod]
    public void Environment_variables_keep_their_name() => Assert.AreEqual(
        "API__URL=http://orders DATABASE_URL! MODE",
        Read("""
            var mode = Environment.GetEnvironmentVariable("MODE");
            Console.WriteLine(Environment.GetEnvironmentVariable("API__URL") ?? "http://orders");
            var database = Environment.GetEnvironmentVariable("DATABASE_URL") ?? throw new InvalidOperationException("DATABASE_URL");
            Console.WriteLine(Environment.GetEnvironmentVariable("HOME") + Environment.GetEnvironmentVariable("ASPNETCORE_URLS") + Environment.GetEnvironmentVariable("USERDOMAIN") + Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") + mode + database);
            """));

    [TestMethod]
    public void A_default_in_the_code_makes_a_setting_optional() => Assert.AreEqual(
        "Debug=true~ Greeting=hello Limit=5~ Mail__From=shop@example.com PORT=80~ Retry=00:00:30~",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            builder.WebHost.UseUrls("http://*:" + c.GetValue("PORT", 80));
            Console.WriteLine(c["Greeting"] ?? "hello");
            int limit = int.Parse(c["Limit"] ?? "5");
            _ = c.GetValue<bool>("Debug", true);
            _ = c.GetValue("Retry", TimeSpan.FromSeconds(30));
            string from = string.IsNullOrEmpty(c["Mail:From"]) ? "shop@example.com" : c["Mail:From"]!;
            Console.WriteLine(from + limit);
            builder.Build().Run();
            """));

    [TestMethod]
    public void Options_have_their_properties_under_their_section() => Assert.AreEqual(
        "Bound__Name Cors__Origins__0 Five__Name Four__Name Mail__Host=localhost Mail__Inner__Deep=4~ Mail__Inner__Text Mail__Level=Warning~ Mail__Names__0 Mail__Port=25~ Mail__Renamed Mail__Ssl~ Nine__Name One__Name Seven__Name Six__Name Ten__Name Three__Name Two__Name",
        Read("""
            using Microsoft.Extensions.Options;
            var builder = WebApplication.CreateBuilder(args);
            var s = builder.Services;
            s.Configure<MailOptions>(builder.Configuration.GetSection("Mail"));
            s.Configure<One>(builder.Configuration.GetSection("One"));
            s.AddOptions<Two>().BindConfiguration("Two");
            s.AddOptions<Three>().Bind(builder.Configuration.GetSection("Three"));
            _ = builder.Configuration.GetSection("Four").Get<Four>();
            var five = new Five(); builder.Configuration.GetSection("Five").Bind(five);
            var six = new Six(); builder.Configuration.Bind("Six", six);
            Setup.Add<Seven>(s, builder.Configuration, "Seven");
            Setup.Named<Nine>(s, builder.Configuration);
            Setup.Named<Ten>(s, builder.Configuration);
            s.AddOptions<Eight>().Configure<IConfiguration>((o, c) => c.GetSection("Bound").Bind(o));
            _ = builder.Configuration.GetSection("Cors:Origins").Get<string[]>();
            builder.Build().Run();
            public static class Setup { public static void Add<T>(IServiceCollection s, IConfiguration c, string section) where T : class => s.Configure<T>(c.GetSection(section)); public static void Named<T>(IServiceCollection s, IConfiguration c) where T : class => s.AddOptions<T>().Bind(c.GetSection(typeof(T).Name)); }
            public class MailOptions
            {
                public string Host { get; set; } = "localhost";
                public int Port { get; set; } = 25;
                public bool Ssl { get; set; }
                public LogLevel Level { get; set; } = LogLevel.Warning;
                public List<string> Names { get; set; } = [];
                public Inner Inner { get; set; } = new();
                [ConfigurationKeyName("Renamed")] public string? Other { get; set; }
                public string ReadOnly => Host;
            }
            public class Inner { public string? Text { get; set; } public int Deep { get; set; } = 4; }
            public class One { public string? Name { get; set; } }
            public class Two { public string? Name { get; set; } }
            public class Three { public string? Name { get; init; } }
            public record Four(string Name);
            public class Five { public string? Name { get; set; } }
            public class Six { public string? Name { get; set; } }
            public class Seven { public string? Name { get; set; } }
            public class Nine { public string? Name { get; set; } }
            public class Ten { public string? Name { get; set; } }
            public class Eight { public string? Name { get; set; } }
            """));

    [TestMethod]
    public void The_code_fails_without_what_it_requires() => Assert.AreEqual(
        "A! B! C! Chosen! D! E!~ F!~ G! H! Hidden~ I! Jwt__Key! Second!",
        Read("""
            using Microsoft.Extensions.Options;
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            _ = c["A"] ?? throw new InvalidOperationException("A");
            string? b = c["B"];
            if (string.IsNullOrWhiteSpace(b)) { Console.WriteLine("no B"); throw new InvalidOperationException(); }
            ArgumentNullException.ThrowIfNull(c["C"]);
            ArgumentException.ThrowIfNullOrEmpty(c["D"]);
            _ = int.Parse(c["E"]!);
            _ = new Uri(c["F"]!);
            _ = System.Text.Encoding.UTF8.GetBytes(c["G"]!);
            _ = c.Required("H");
            if (c["I"] is null) { Environment.Exit(1); }
            if (string.IsNullOrEmpty(c["Chosen"]) || string.IsNullOrEmpty(c["Second"])) { throw new InvalidOperationException(); }
            if (c["Hidden"] is { } hidden) { _ = new Uri(hidden); }
            _ = c.GetSection("Jwt").GetValue<string>("Key") ?? throw new Exception();
            builder.Build().Run();
            public static class More { public static string Required(this IConfiguration c, string name) => c[name] ?? throw new InvalidOperationException(name); }
            """));

    [TestMethod]
    public void What_is_guarded_caught_or_given_is_not_required() => Assert.AreEqual(
        "A B C=x D Feature__Enabled=false~ Feature__Key G=80~",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            if (!string.IsNullOrEmpty(c["A"])) { ArgumentNullException.ThrowIfNull(c["A"]); }
            try { _ = c["B"] ?? throw new InvalidOperationException(); } catch (InvalidOperationException) { Console.WriteLine("no B"); }
            _ = c["C"] ?? "x";
            ArgumentNullException.ThrowIfNull(c["C"] ?? "x");
            if (c["D"] is { Length: > 3 } d) { if (args.Length > d.Length) { throw new Exception(); } }
            if (c.GetValue("Feature:Enabled", false)) { _ = c["Feature:Key"] ?? throw new Exception(); }
            _ = int.Parse(c["G"] ?? "80");
            builder.Build().Run();
            """));

    [TestMethod]
    public void A_setting_behind_a_switch_is_required_when_the_switch_is_on() => Assert.AreEqual(
        "Feature__Enabled=false~ Feature__Key!",
        Read(
            """
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            if (c.GetValue("Feature:Enabled", false)) { _ = c["Feature:Key"] ?? throw new Exception(); }
            builder.Build().Run();
            """,
            ("Feature:Enabled", "true")));

    [TestMethod]
    public void Validated_options_require_what_they_say() => Assert.AreEqual(
        "Auth__Issuer! Auth__Name=x Loose__Name Mail__From! Mail__Host! Mail__Other Mail__Own=x Mail__Port=25~ Whole__Maybe Whole__Name!",
        Read("""
            using System.ComponentModel.DataAnnotations;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddOptions<MailOptions>().BindConfiguration("Mail").ValidateDataAnnotations().Validate(o => !string.IsNullOrEmpty(o.From), "From").ValidateOnStart();
            builder.Services.AddOptions<Loose>().BindConfiguration("Loose");
            _ = builder.Configuration.GetRequiredSection("Whole").Get<Whole>();
            var auth = builder.Configuration.GetRequiredSection("Auth");
            Console.WriteLine(auth["Issuer"] + (auth["Name"] ?? "x"));
            builder.Build().Run();
            public class MailOptions
            {
                [Required] public string Host { get; set; } = null!;
                [Required] public string Own { get; set; } = "x";
                [Required] public int Port { get; set; } = 25;
                public string? Other { get; set; }
                public string? From { get; set; }
            }
            public class Loose { [Required] public string Name { get; set; } = null!; }
            public class Whole { public string Name { get; set; } = null!; public string? Maybe { get; set; } }
            """));

    [TestMethod]
    public void Options_are_required_where_the_code_that_gets_them_fails() => Assert.AreEqual(
        "Mail__From=me@example.com Mail__Host! Mail__Key! Mail__User!",
        Read("""
            using Microsoft.Extensions.Options;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<MailOptions>(builder.Configuration.GetSection("Mail"));
            builder.Services.AddScoped<ISender, Sender>();
            var app = builder.Build();
            app.MapGet("/", (ISender sender) => sender.Send());
            app.MapGet("/key", (IOptions<MailOptions> options) => options.Value.Key ?? throw new InvalidOperationException());
            app.Run();
            public interface ISender { string Send(); }
            public class Sender(IOptions<MailOptions> options) : ISender
            {
                private readonly string _user = options.Value.User ?? throw new ArgumentNullException(nameof(options));
                public string Send() { ArgumentException.ThrowIfNullOrWhiteSpace(options.Value.Host); return options.Value.Host + _user + (options.Value.From ?? "nobody"); }
            }
            public class MailOptions { public string? Host { get; set; } public string? User { get; set; } public string? Key { get; set; } public string? From { get; set; } = "me@example.com"; }
            """));

    [TestMethod]
    public void Connection_strings_are_required_where_a_server_is_reached_with_them() => Assert.AreEqual(
        "ConnectionStrings__Files!~ ConnectionStrings__Guarded# ConnectionStrings__Main!# ConnectionStrings__Redis!# ConnectionStrings__Second!# ConnectionStrings__Telemetry Database__ConnectionString!#",
        Read("""
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            var options = new DbContextOptionsBuilder();
            options.UseNpgsql(c.GetConnectionString("Main"));
            Database.Add(options, c, "Second");
            options.UseNpgsql(c["Database:ConnectionString"]);
            options.UseSqlite(c.GetConnectionString("Files")!);
            StackExchange.Redis.ConnectionMultiplexer.Connect(c.GetConnectionString("Redis")!);
            var guarded = c.GetConnectionString("Guarded");
            if (!string.IsNullOrEmpty(guarded)) { options.UseNpgsql(guarded); }
            Console.WriteLine(c.GetConnectionString("Telemetry"));
            builder.Build().Run();
            public static class Database
            {
                public static void Add(DbContextOptionsBuilder options, IConfiguration c, string name)
                {
                    string? Connection() => c.GetConnectionString(name);
                    options.UseNpgsql(Connection());
                }
            }
            """));

    [TestMethod]
    [DataRow("c.GetValue<Kind>(\"Kind\")", "Kind.Postgres", "Kind.SqlServer")]
    [DataRow("c[\"Kind\"]", "\"postgres\"", "\"sqlserver\"")]
    public void Of_several_servers_that_a_setting_chooses_none_is_required(string kind, string first, string second)
    {
        string program = $$"""
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            var options = new DbContextOptionsBuilder();
            switch ({{kind}})
            {
                case {{first}}: options.UseNpgsql(c.GetConnectionString("Postgres")); break;
                case {{second}}: options.UseNpgsql(c.GetConnectionString("Other")); break;
                case var other when other.ToString() == "files": options.UseSqlite(c.GetConnectionString("Files")!); break;
            }
            if ({{kind}} == {{second}}) { _ = c["Licence"] ?? throw new Exception(); }
            builder.Build().Run();
            public enum Kind { None, Postgres, SqlServer, Files }
            """;
        Assert.DoesNotContain("!", Read(program));
        Assert.AreEqual("ConnectionStrings__Files~ ConnectionStrings__Other!# ConnectionStrings__Postgres# Kind Licence!", Read(program, ("Kind", "sqlserver")).Replace("Kind~", "Kind", StringComparison.Ordinal));
    }

    [TestMethod]
    public void A_value_in_the_image_is_given() => Assert.AreEqual(
        "ConnectionStrings__Main#",
        Read(
            """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            new DbContextOptionsBuilder().UseNpgsql(builder.Configuration.GetConnectionString("Main"));
            builder.Build().Run();
            """,
            ("ConnectionStrings:Main", "Host=db")));

    [TestMethod]
    public void Client_packages_take_their_connection_by_name() => Assert.AreEqual(
        "ConnectionStrings__blobs!# ConnectionStrings__bus!# ConnectionStrings__cache!# ConnectionStrings__documents!# ConnectionStrings__given# ConnectionStrings__kafka!# ConnectionStrings__keyed!# ConnectionStrings__legacy!# "
        + "ConnectionStrings__maria!# ConnectionStrings__orderingdb!# ConnectionStrings__output!# ConnectionStrings__report!# ConnectionStrings__secrets!# ConnectionStrings__shop!#",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            builder.AddNpgsqlDataSource("orderingdb");
            builder.AddKeyedNpgsqlDataSource("keyed");
            builder.AddNpgsqlDataSource("given", s => s.ConnectionString = "Host=db");
            builder.AddNpgsqlDbContext<Shop>("shop", s => s.DisableHealthChecks = true);
            builder.EnrichNpgsqlDbContext<Shop>();
            builder.AddSqlServerDbContext<Shop>("legacy");
            builder.AddSqlServerClient("report");
            builder.AddRedisDistributedCache("cache");
            builder.AddRedisOutputCache("output");
            Defaults.AddBus(builder, "bus");
            builder.AddMongoDBClient(connectionName: "documents");
            builder.AddMySqlDataSource("maria");
            builder.AddKafkaProducer<string, string>("kafka");
            builder.AddKafkaConsumer<string, string>("kafka");
            builder.AddAzureBlobServiceClient("blobs");
            builder.Configuration.AddAzureKeyVaultSecrets("secrets");
            builder.Build().Run();
            public class Shop { }
            public static class Defaults { public static void AddBus(IHostApplicationBuilder builder, string name) => builder.AddRabbitMQClient(name); }
            """));

    [TestMethod]
    public void A_connection_in_the_section_of_the_package_is_given() => Assert.AreEqual(
        "ConnectionStrings__cache#",
        Read(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.AddRedisClient("cache");
            builder.Build().Run();
            """,
            ("Aspire:StackExchange:Redis:ConnectionString", "redis:6379")));

    [TestMethod]
    public void Services_that_are_called_by_name_have_an_address() => Assert.AreEqual(
        "services__basket__https__0@https://basket services__catalog-api__http__0@http://catalog-api",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddServiceDiscovery();
            builder.Services.ConfigureHttpClientDefaults(h => h.AddServiceDiscovery());
            builder.Services.AddHttpClient("catalog", c => c.BaseAddress = new("https+http://catalog-api"));
            builder.Services.AddHttpClient("basket", c => c.BaseAddress = new Uri("https://basket/api/"));
            builder.Services.AddHttpClient("other", c => c.BaseAddress = new Uri("https://api.example.com"));
            builder.Services.AddHttpClient("self", c => c.BaseAddress = new Uri("http://localhost:5000"));
            builder.Build().Run();
            """));

    [TestMethod]
    public void Without_service_discovery_a_name_is_an_address() => Assert.AreEqual(
        "",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddHttpClient("catalog", c => c.BaseAddress = new Uri("http://catalog-api"));
            builder.Build().Run();
            """));

    [TestMethod]
    public void Code_that_nothing_calls_and_code_of_development_say_nothing()
    {
        CodeFacts code = Compiled.CSharp(
            """
            var builder = WebApplication.CreateBuilder(args);
            _ = Library.Used.Read(builder.Configuration);
            if (builder.Environment.IsDevelopment()) { _ = builder.Configuration["Development:Only"] ?? throw new Exception(); }
            builder.Build().Run();
            """,
            ownLibrary:
            """
            namespace Library;
            public static class Used { public static string? Read(IConfiguration c) => c["Library:Used"]; }
            public static class Never { public static string Read(IConfiguration c) => c["Library:Never"] ?? throw new Exception(Environment.GetEnvironmentVariable("NEVER")); public static void Add(IServiceCollection s, IConfiguration c) => s.Configure<Options>(c.GetSection("Never")); }
            public class Options { public string? Name { get; set; } }
            """);
        Assert.AreEqual("Library__Used", Shown(code, []));
    }

    [TestMethod]
    public void A_path_or_an_address_is_no_secret_whatever_its_name() => Assert.AreEqual(
        "Jwt__Key~ Token__Endpoint~",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Configuration["Jwt:Key"] is { } file) { _ = File.ReadAllText(file); }
            _ = builder.Configuration.GetValue<Uri>("Token:Endpoint");
            builder.Build().Run();
            """));

    [TestMethod]
    public void An_empty_text_that_the_code_takes_instead_is_no_value_where_one_is_needed() => Assert.AreEqual(
        "Backend!=~ ConnectionStrings__Main!=# ConnectionStrings__Other!=# Key= Mail__From!= Mail__To=",
        Read(
            """
            using System.ComponentModel.DataAnnotations;
            using Microsoft.EntityFrameworkCore;
            using Microsoft.Extensions.Options;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<Databases>(builder.Configuration.GetSection(Databases.SectionName));
            builder.Services.AddOptions<Mail>().BindConfiguration("Mail").ValidateDataAnnotations().ValidateOnStart();
            var app = builder.Build();
            new DbContextOptionsBuilder().UseNpgsql(app.Services.GetRequiredService<IOptions<Databases>>().Value.Main);
            new DbContextOptionsBuilder().UseNpgsql(builder.Configuration.GetConnectionString("Other") ?? "");
            _ = new Uri(builder.Configuration["Backend"] ?? "");
            _ = System.Text.Encoding.UTF8.GetBytes(builder.Configuration["Key"] ?? "");
            app.Run();
            sealed class Databases { public const string SectionName = "ConnectionStrings"; public string Main { get; init; } = string.Empty; }
            sealed class Mail { [Required] public string From { get; set; } = ""; public string To { get; set; } = ""; }
            """,
            ("ConnectionStrings:Main", "")));

    [TestMethod]
    public void The_server_of_a_log_is_required_where_its_sink_stops_without() => Assert.AreEqual(
        "SeqKey SeqUrl!",
        Read("""
            using Serilog;
            var builder = WebApplication.CreateBuilder(args);
            Log.Logger = new LoggerConfiguration().WriteTo.Console().WriteTo.Seq(builder.Configuration["SeqUrl"]!).CreateLogger();
            if (builder.Configuration["SeqKey"] is { } key) { Log.Information(key); }
            builder.Build().Run();
            """));

    [TestMethod]
    [DataRow("GrafanaLoki(builder.Configuration[\"LogUrl\"]!)", "LogUrl!")]
    [DataRow("Http(builder.Configuration[\"LogUrl\"]!, null)", "LogUrl!")]
    [DataRow("File(builder.Configuration[\"LogUrl\"]!)", "LogUrl")]
    public void Sinks_that_stop_without_a_server_are_told_from_those_that_need_none(string sink, string expected) => Assert.AreEqual(
        expected,
        Read($"""
            using Serilog;
            using Serilog.Sinks.Grafana.Loki;
            var builder = WebApplication.CreateBuilder(args);
            Log.Logger = new LoggerConfiguration().WriteTo.{sink}.CreateLogger();
            builder.Build().Run();
            """));

    [TestMethod]
    public void What_is_called_like_a_variable_of_the_platform_is_the_applications_own() => Assert.AreEqual(
        "Home__Title username User__Name",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            _ = builder.Configuration["username"];
            _ = builder.Configuration["User:Name"];
            _ = builder.Configuration.GetSection("Home")["Title"];
            _ = builder.Configuration["HOSTNAME"] + builder.Configuration["Logging:LogLevel:Default"] + builder.Configuration["urls"] + Environment.GetEnvironmentVariable("Path");
            builder.Build().Run();
            """));

    [TestMethod]
    public void The_whole_configuration_is_bound() => Assert.AreEqual(
        "Auth__ClientId Auth__Https~ Mode Size=5~ Theme",
        Read("""
            using Microsoft.AspNetCore;
            var builder = WebApplication.CreateBuilder(args);
            var settings = new AppSettings();
            builder.Configuration.Bind(settings);
            _ = builder.Configuration.Get<Look>();
            new Startup(builder.Configuration).ConfigureServices(builder.Services);
            foreach (var child in builder.Configuration.GetSection("Tenants").GetChildren()) { _ = child.Get<Tenant>(); }
            _ = builder.Configuration.GetSection(args[0]).Get<Tenant>();
            builder.Build().Run();
            class AppSettings { public Auth? Auth { get; set; } public string? Mode { get; set; } }
            class Auth { public string? ClientId { get; set; } public bool Https { get; set; } }
            class Look { public string? Theme { get; set; } }
            class Paging { public int Size { get; set; } = 5; }
            class Tenant { public string? Name { get; set; } }
            class Startup(IConfiguration configuration) { public void ConfigureServices(IServiceCollection services) => services.Configure<Paging>(configuration); }
            """));

    [TestMethod]
    public void Sections_that_a_helper_of_the_application_binds_are_asked_for_whole() => Assert.AreEqual(
        "Api__Url! Bus__Exchange! Bus__Host! Bus__Password Database__InMemory!~ Database__Name! Database__Password! Database__Server!",
        Read(s_helper));

    [TestMethod]
    public void What_the_settings_have_of_a_section_is_all_it_needs() => Assert.AreEqual(
        "Api__Url! Bus__Exchange Bus__Host Bus__Password Database__InMemory~ Database__Name Database__Password Database__Server",
        Read(s_helper, ("Database:InMemory", "true"), ("Bus:Host", "rabbitmq")));

    private static readonly string s_helper = """
        using Microsoft.EntityFrameworkCore;
        var builder = WebApplication.CreateBuilder(args);
        var database = builder.Configuration.GetSection("Database").Get<DatabaseSettings>();
        builder.Services.AddSingleton<ISettings, Settings>();
        if (bool.Parse(database.InMemory)) { Console.WriteLine("in memory"); }
        else { builder.Services.AddDbContext<Db>(o => o.UseNpgsql(database.ConnectionString)); }
        builder.Services.AddHostedService<Subscriber>();
        var app = builder.Build();
        app.MapGet("/", (Db db) => db.ToString());
        app.Run();
        class Db : DbContext { }
        class DatabaseSettings
        {
            public string InMemory { get; set; }
            public string Server { get; set; }
            public string Name { get; set; }
            public string Password { get; set; }
            public string ConnectionString => $"Host={Server};Database={Name};Password={Password}";
        }
        class BusSettings { public string Host { get; set; } public string Exchange { get; set; } public string Password { get; set; } }
        class ApiSettings { public string Url { get; set; } }
        interface ISettings { BusSettings Bus(); ApiSettings Api(); }
        class Settings(IConfiguration configuration) : ISettings
        {
            public BusSettings Bus() => configuration.GetSection("Bus").Get<BusSettings>();
            public ApiSettings Api() => configuration.GetSection("Api").Get<ApiSettings>();
        }
        class Subscriber(ISettings settings) : BackgroundService
        {
            private readonly BusSettings _bus = settings.Bus();
            protected override Task ExecuteAsync(CancellationToken stop)
            {
                var factory = new RabbitMQ.Client.ConnectionFactory { HostName = _bus.Host };
                if (!string.IsNullOrEmpty(_bus.Password)) { factory.Password = _bus.Password; }
                try { Publish(factory, _bus.Exchange); } catch (Exception e) { Console.WriteLine(e.Message); }
                Grpc.Net.Client.GrpcChannel.ForAddress(settings.Api().Url);
                return Task.CompletedTask;
            }
            private static void Publish(RabbitMQ.Client.ConnectionFactory factory, string exchange) => Console.WriteLine(Uri.EscapeDataString(exchange) + factory.HostName);
        }
        """;

    [TestMethod]
    public void A_part_of_a_connection_string_that_the_code_can_do_without_stays_optional() => Assert.AreEqual(
        "Db__Host! Db__Port=5432 Db__User=",
        Read("""
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            builder.Services.AddDbContext<Db>(o => o.UseNpgsql($"Host={c["Db:Host"]};Port={c["Db:Port"] ?? "5432"};Username={c["Db:User"] ?? ""}"));
            var app = builder.Build();
            app.MapGet("/", (Db db) => db.ToString());
            app.Run();
            class Db : DbContext { }
            """));

    [TestMethod]
    public void A_library_reads_its_section_by_names_of_its_own()
    {
        const string Program = """
            using Microsoft.Identity.Web;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddMicrosoftIdentityWebApiAuthentication(builder.Configuration);
            builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(builder.Configuration.GetSection("Partner"));
            builder.Build().Run();
            """;
        Assert.AreEqual(
            "AzureAd__ClientId! AzureAd__Domain AzureAd__Instance AzureAd__TenantId! Partner__Authority Partner__ClientId Partner__Domain Partner__Instance",
            Read(Program, ("AzureAd:TenantId", "[Enter the tenant id]"), ("AzureAd:ClientId", ""), ("Partner:Authority", "https://login.shop.net/x"), ("Partner:ClientId", "da41245a-11b3-996c-00a8-4d99ae19f292")));
    }

    [TestMethod]
    public void A_section_that_a_lambda_binds_is_read_by_the_librarys_names() => Assert.AreEqual(
        "B2C__ClientId B2C__Domain B2C__Instance B2C__SignUpSignInPolicyId Entra__ClientId! Entra__Domain Entra__Instance Entra__TenantId!",
        Read(
            """
            using Microsoft.Identity.Web;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(o => { }, options => { builder.Configuration.Bind("B2C", options); });
            builder.Services.AddAuthentication().AddMicrosoftIdentityWebApi(o => { }, options => builder.Configuration.GetSection("Entra").Bind(options));
            builder.Build().Run();
            """,
            ("B2C:ClientId", "90c0fe63-bcf2-44d5-8fb7-b8bbc0b29dc6"), ("B2C:SignUpSignInPolicyId", "b2c_1_susi")));

    [TestMethod]
    public void An_address_that_a_request_begins_with_is_required_where_no_client_has_one() => Assert.AreEqual(
        "Api__Base! Api__Given=http://a Api__Tried Coupons__Url! Orders__Url! Path",
        Read("""
            using System.Net.Http.Json;
            using Microsoft.Extensions.Options;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<CouponOptions>(builder.Configuration.GetSection("Coupons"));
            builder.Services.AddHttpClient<ICoupons, Coupons>();
            builder.Services.AddHttpClient<INever, Never>();
            builder.Services.AddScoped<Home>();
            var app = builder.Build();
            app.MapGet("/", (Home home, ICoupons coupons) => home.Load("x") + coupons.Check("c").ToString());
            app.Run();
            class Home(HttpClient client, IConfiguration configuration)
            {
                private readonly string? _url = configuration["Api:Base"];
                public async Task<string> Load(string user)
                {
                    await client.GetFromJsonAsync<string>(configuration["Orders:Url"] + $"/orders/{user}");
                    await client.GetAsync((configuration["Api:Given"] ?? "http://a") + "/x");
                    await client.GetAsync("http://b/" + configuration["Path"]);
                    try { await client.GetAsync(configuration["Api:Tried"] + "/x"); } catch (HttpRequestException) { }
                    return await client.GetStringAsync(_url + $"/home/{user}");
                }
            }
            class CouponOptions { public string? Url { get; set; } }
            interface ICoupons { Task<HttpResponseMessage> Check(string code); }
            class Coupons(HttpClient client, IOptions<CouponOptions> options) : ICoupons
            {
                public async Task<HttpResponseMessage> Check(string code) { var url = new Uri($"{options.Value.Url}/api/{code.Trim()}"); return await client.GetAsync(url); }
            }
            interface INever { Task Ask(); }
            class Never(HttpClient client, IConfiguration configuration) : INever { public Task Ask() => client.GetAsync(configuration["Never:Url"] + "/x"); }
            """));

    [TestMethod]
    public void A_path_below_the_address_of_a_client_needs_no_address_of_its_own() => Assert.AreEqual(
        "Prefix",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var client = new HttpClient { BaseAddress = new Uri("http://orders") };
            await client.GetAsync(builder.Configuration["Prefix"] + "/orders");
            builder.Build().Run();
            """));

    [TestMethod]
    [DataRow("", "Jwt__Authority!")]
    [DataRow("o.TokenValidationParameters.IssuerSigningKey = new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey(new byte[32]);", "Jwt__Authority")]
    [DataRow("o.TokenValidationParameters.SignatureValidator = (t, p) => null;", "Jwt__Authority")]
    [DataRow("o.TokenHandlers.Clear(); o.TokenHandlers = null;", "Jwt__Authority")]
    [DataRow("o.Audience = \"shop\";", "Jwt__Authority!")]
    public void Who_checks_tokens_is_required_unless_the_keys_are_there(string more, string expected) => Assert.AreEqual(
        expected,
        Read($$"""
            var builder = WebApplication.CreateBuilder(args);
            var authority = builder.Configuration.GetValue<string>("Jwt:Authority");
            builder.Services.AddAuthentication().AddJwtBearer(o => { o.Authority = authority; {{more}} });
            builder.Build().Run();
            """));

    [TestMethod]
    [DataRow("Encoding.UTF8.GetBytes(key)", "", "Jwt__Key!")]
    [DataRow("Convert.FromBase64String(key)", "", "Jwt__Key!")]
    [DataRow("Encoding.UTF8.GetBytes(key)", "k3YbWq7LmN2pRs9TuVx4", "Jwt__Key")]
    public void A_key_that_is_shipped_empty_passes_a_check_for_null_and_is_required(string bytes, string shipped, string expected) => Assert.AreEqual(
        expected,
        Read(
            $$"""
            using System.Text;
            var builder = WebApplication.CreateBuilder(args);
            var key = builder.Configuration["Jwt:Key"] ?? throw new InvalidOperationException("Jwt:Key is missing.");
            builder.Services.AddAuthentication().AddJwtBearer(o => o.TokenValidationParameters = new Microsoft.IdentityModel.Tokens.TokenValidationParameters { IssuerSigningKey = new Microsoft.IdentityModel.Tokens.SymmetricSecurityKey({{bytes}}) });
            builder.Build().Run();
            """,
            ("Jwt:Key", shipped)));

    [TestMethod]
    [DataRow("ValidateIssuer = true, ValidateAudience = true, ", "", "JWT_AUDIENCE! JWT_ISSUER!")]
    [DataRow("", "", "JWT_AUDIENCE! JWT_ISSUER!")]
    [DataRow("ValidateIssuer = false, ValidateAudience = args.Length > 0, ", "", "JWT_AUDIENCE JWT_ISSUER")]
    [DataRow("ValidateIssuer = true, ", "o.Authority = \"https://login.example.com\";", "JWT_AUDIENCE! JWT_ISSUER")]
    [DataRow("ValidateIssuer = true, ", "GC.KeepAlive(new Microsoft.IdentityModel.Tokens.SecurityTokenDescriptor { Audience = jwt.Audience });", "JWT_AUDIENCE! JWT_ISSUER!")]
    public void Without_issuer_and_audience_every_token_is_refused(string checks, string more, string expected) => Assert.AreEqual(
        expected,
        Read($$"""
            var builder = WebApplication.CreateBuilder(args);
            var jwt = new Jwt(builder.Configuration["JWT_ISSUER"]!, builder.Configuration["JWT_AUDIENCE"]!);
            builder.Services.AddAuthentication().AddJwtBearer(o => { {{more}} o.TokenValidationParameters = new Microsoft.IdentityModel.Tokens.TokenValidationParameters { {{checks}} ValidIssuer = jwt.Issuer, ValidAudience = jwt.Audience }; });
            builder.Build().Run();
            public record Jwt(string Issuer, string Audience);
            """));

    [TestMethod]
    [DataRow("builder.Configuration.Bind(\"Jwt\", o);", "", "JWT_AUDIENCE JWT_ISSUER")]
    [DataRow("builder.Configuration.Bind(\"Shop\", new Shop());", "", "JWT_AUDIENCE! JWT_ISSUER!")]
    [DataRow("", "builder.Services.Configure<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions>(builder.Configuration.GetSection(\"Jwt\"));", "JWT_AUDIENCE JWT_ISSUER")]
    [DataRow("", "builder.Services.AddOptions<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions>(\"Bearer\").Bind(builder.Configuration.GetSection(\"Jwt\"));", "JWT_AUDIENCE JWT_ISSUER")]
    [DataRow("", "builder.Services.Configure<Shop>(builder.Configuration.GetSection(\"Shop\"));", "JWT_AUDIENCE! JWT_ISSUER!")]
    [DataRow("", "Microsoft.Identity.Web.MicrosoftIdentityWebApiServiceCollectionExtensions.AddMicrosoftIdentityWebApiAuthentication(builder.Services, builder.Configuration);", "JWT_AUDIENCE JWT_ISSUER")]
    [DataRow("", "builder.Services.PostConfigure<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions>(\"Bearer\", o => { o.TokenValidationParameters.ValidateIssuer = false; o.TokenValidationParameters.ValidateAudience = false; });", "JWT_AUDIENCE JWT_ISSUER")]
    public void What_is_bound_or_turned_off_elsewhere_needs_no_issuer_and_audience(string inOptions, string more, string expected)
    {
        string shown = Read($$"""
            var builder = WebApplication.CreateBuilder(args);
            var jwt = new Jwt(builder.Configuration["JWT_ISSUER"]!, builder.Configuration["JWT_AUDIENCE"]!);
            builder.Services.AddAuthentication().AddJwtBearer(o => { o.TokenValidationParameters = new Microsoft.IdentityModel.Tokens.TokenValidationParameters { ValidIssuer = jwt.Issuer, ValidAudience = jwt.Audience }; {{inOptions}} });
            {{more}}
            builder.Build().Run();
            public record Jwt(string Issuer, string Audience);
            public class Shop { public string? Name { get; set; } }
            """);
        Assert.AreEqual(expected, string.Join(' ', shown.Split(' ').Where(static s => s.StartsWith("JWT_", StringComparison.Ordinal))));
    }

    [TestMethod]
    [DataRow("ClientCredentialsTokenRequest", "", "CLIENT_ID CLIENT_SECRET!")]
    [DataRow("ClientCredentialsTokenRequest", "ClientAssertion = new object(), ", "CLIENT_ID CLIENT_SECRET")]
    [DataRow("RefreshTokenRequest", "", "CLIENT_ID CLIENT_SECRET")]
    public void Who_asks_for_a_token_as_itself_has_to_have_a_secret(string request, string more, string expected)
    {
        const string IdentityModel = """
            namespace IdentityModel.Client
            {
                public class ProtocolRequest { public string Address { get; set; } public string ClientId { get; set; } public string ClientSecret { get; set; } public object ClientAssertion { get; set; } }
                public class ClientCredentialsTokenRequest : ProtocolRequest { }
                public class RefreshTokenRequest : ProtocolRequest { }
            }
            """;
        string program = $$"""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddSingleton(new IdentityModel.Client.{{request}} { {{more}} ClientId = builder.Configuration["CLIENT_ID"], ClientSecret = builder.Configuration["CLIENT_SECRET"] });
            builder.Build().Run();
            """;
        Assert.AreEqual(expected, Shown(Compiled.CSharp(program, IdentityModel), []));
    }

    [TestMethod]
    public void What_the_command_line_says_of_the_hosts_folders_is_the_applications_own() => Assert.AreEqual(
        "contentRoot webRoot!",
        Read("""
            var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(args).Build();
            var host = new HostBuilder().ConfigureWebHost(web =>
            {
                var root = configuration.GetValue<string>("webRoot");
                web.UseWebRoot(root!);
            });
            var content = configuration.GetValue<string>("contentRoot");
            if (!string.IsNullOrWhiteSpace(content)) { host.UseContentRoot(content); }
            host.Build().Run();
            """));

    [TestMethod]
    public void Folders_that_the_host_itself_knows_are_no_settings_of_the_application() => Assert.AreEqual(
        "",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            Console.WriteLine(builder.Configuration["contentRoot"] + builder.Configuration["webRoot"]);
            builder.Build().Run();
            """));

    [TestMethod]
    public void What_production_alone_stops_without_is_required() => Assert.AreEqual(
        "JWT_SECRET!=for-development OTHER! STAGING",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var key = builder.Configuration["JWT_SECRET"];
            if (string.IsNullOrEmpty(key))
            {
                if (builder.Environment.IsProduction()) { throw new InvalidOperationException("missing"); }
                key = "for-development";
            }
            if (string.IsNullOrEmpty(builder.Configuration["OTHER"]) && !builder.Environment.IsDevelopment()) { throw new InvalidOperationException("missing"); }
            if (builder.Configuration["STAGING"] is null) { if (builder.Environment.IsStaging()) { throw new InvalidOperationException("missing"); } }
            Console.WriteLine(System.Text.Encoding.UTF8.GetBytes(key).Length);
            builder.Build().Run();
            """));

    [TestMethod]
    public void What_is_counted_among_the_errors_of_a_start_is_required() => Assert.AreEqual(
        "DATE LOGGED! NAME! OPTIONAL URI! WARNED",
        Read("""
            var c = new ConfigurationBuilder().AddEnvironmentVariables().Build();
            var log = LoggerFactory.Create(_ => { }).CreateLogger("x");
            var errors = new List<string>();
            var name = c["NAME"] ?? "";
            if (string.IsNullOrWhiteSpace(name)) { errors.Add("NAME is required (e.g. 'account')"); }
            if (string.IsNullOrEmpty(c["URI"])) { errors.Add("URI is required"); }
            if (string.IsNullOrEmpty(c["LOGGED"])) { log.LogError("The variable LOGGED must be set"); }
            if (string.IsNullOrEmpty(c["WARNED"])) { log.LogWarning("WARNED is required for the export"); }
            if (string.IsNullOrEmpty(c["OPTIONAL"])) { Console.WriteLine("OPTIONAL is not set"); }
            if (!string.IsNullOrEmpty(c["DATE"])) { if (!DateTime.TryParse(c["DATE"], out _)) { errors.Add("DATE must be a date, which is required"); } }
            return errors.Count;
            """));

    [TestMethod]
    public void A_text_whose_methods_are_called_and_a_path_that_is_asked_are_required() => Assert.AreEqual(
        "CALLED! GUARDED ORIGINS! PATH2! SHIPPED",
        Read(
            """
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            foreach (string origin in c["ORIGINS"]!.Split(',')) { Console.WriteLine(origin); }
            foreach (string shipped in c["SHIPPED"]!.Split(',')) { Console.WriteLine(shipped); }
            Console.WriteLine(c["GUARDED"]?.Trim());
            Console.WriteLine(c["CALLED"]!.ToLowerInvariant() switch { "a" => 1, _ => 2 });
            var client = new HttpClient { BaseAddress = new Uri("http://orders") };
            await client.PostAsync(c["PATH2"], null);
            builder.Build().Run();
            """,
            ("SHIPPED", "a,b")));

    [TestMethod]
    public void What_an_object_is_filled_with_is_the_settings() => Assert.AreEqual(
        "Mail__Host=localhost Mail__Port=25~ Silo__Provider!",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var options = new SiloOptions();
            builder.Configuration.GetSection("Silo").Bind(options);
            Console.WriteLine(Kind(options.Provider!));
            var mail = new Mail();
            builder.Configuration.Bind("Mail", mail);
            Console.WriteLine(mail.Host.Trim() + mail.Port);
            builder.Build().Run();
            static int Kind(string provider) => provider.ToLowerInvariant() switch { "adonet" => 1, "development" => 2, _ => throw new ArgumentException(provider) };
            record SiloOptions { public string? Provider { get; set; } }
            class Mail { public string Host { get; set; } = "localhost"; public int Port { get; set; } = 25; }
            """));

    [TestMethod]
    public void What_a_registered_object_was_made_of_comes_to_who_asks_for_it() => Assert.AreEqual(
        "Changed=http://shop Files__Root Made!~ Nested!~ Owner!~ Store__Url!~ Twice",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            var connection = new Connection(c["Owner"]!);
            builder.Services.AddSingleton(connection).AddSingleton(new Outer(new Inner(c["Nested"]!))).AddSingleton<IUsers, Users>();
            builder.Services.AddSingleton(_ => new Produced(c["Made"]!));
            var store = new StoreSettings();
            c.GetSection("Store").Bind(store);
            builder.Services.AddSingleton(store);
            var changed = new Changed { Url = c["Changed"] };
            changed.Url ??= "http://shop";
            builder.Services.AddSingleton(changed);
            builder.Services.AddSingleton(new Twice(c["Twice"]!)).AddSingleton(new Twice("x"));
            _ = c["Files:Root"];
            builder.Build().Run();
            record Connection(string Value);
            record Produced(string Value);
            record Inner(string Value);
            record Outer(Inner Inner);
            record Twice(string Value);
            class Changed { public string? Url { get; set; } }
            class StoreSettings { public string Url { get; set; } = null!; }
            interface IUsers { void Ask(); }
            class Users(Connection connection, Outer outer, Produced produced, StoreSettings store, Changed changed, Twice twice) : IUsers
            {
                public void Ask()
                {
                    Console.WriteLine(new Uri(connection.Value).Host + new Uri(outer.Inner.Value).Host + new Uri(produced.Value).Host + new Uri(store.Url).Host + new Uri(twice.Value).Host);
                    changed.Url = "http://other";
                    Console.WriteLine(new Uri(changed.Url).Host);
                }
            }
            class Api : Microsoft.AspNetCore.Mvc.ControllerBase { private readonly IUsers _users; public Api(IUsers users) { _users = users; } public void Get() => _users.Ask(); }
            """));

    [TestMethod]
    public void What_several_implementations_stop_without_is_not_required_where_the_caller_goes_on() => Assert.AreEqual(
        "Mail__Host Sms__Host! Sms__Port!",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddTransient<ISender, Mail>().AddTransient<ISender, Teams>().AddTransient<ITexts, Sms>().AddTransient<ITexts, Fax>();
            var app = builder.Build();
            app.MapGet("/", (ISender sender, ITexts texts) =>
            {
                try { sender.Send(); texts.Write(); } catch (Exception e) { Console.WriteLine(e.Message); }
                texts.Write();
            });
            app.Run();
            interface ISender { void Send(); }
            class Mail(IConfiguration configuration) : ISender { public void Send() => ArgumentException.ThrowIfNullOrEmpty(configuration["Mail:Host"]); }
            class Teams : ISender { public void Send() { } }
            interface ITexts { void Write(); }
            class Sms(IConfiguration configuration) : ITexts { public void Write() { ArgumentException.ThrowIfNullOrEmpty(configuration["Sms:Host"]); Later(); } private void Later() => ArgumentException.ThrowIfNullOrEmpty(configuration["Sms:Port"]); }
            class Fax : ITexts { public void Write() { } }
            """));

    [TestMethod]
    public void What_the_entries_of_a_list_have_is_told_and_never_required() => Assert.AreEqual(
        "Jobs__List__0__Cron Jobs__List__0__Every=5~ Jobs__List__0__Zone__Name= Jobs__Names__0",
        Read("""
            using System.ComponentModel.DataAnnotations;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddOptions<Jobs>().Bind(builder.Configuration.GetSection("Jobs")).ValidateDataAnnotations();
            builder.Build().Run();
            class Jobs { public IReadOnlyList<Job> List { get; set; } = []; public string[] Names { get; set; } = []; }
            class Job { [Required] public string Cron { get; set; } = null!; public int Every { get; set; } = 5; public Zone Zone { get; set; } = new(); public List<Job> Next { get; set; } = []; }
            class Zone { public string Name { get; set; } = ""; }
            """));

    [TestMethod]
    public void What_is_shipped_empty_and_stopped_for_is_required() => Assert.AreEqual(
        "Security__ApiKey! Seq__Url",
        Read(
            """
            var builder = WebApplication.CreateBuilder(args);
            var key = builder.Configuration["Security:ApiKey"] ?? throw new InvalidOperationException("Security:ApiKey is not configured.");
            if (builder.Configuration["Seq:Url"] is { Length: > 0 } url) { Console.WriteLine(url); }
            Console.WriteLine(key.Length);
            builder.Build().Run();
            """,
            ("Security:ApiKey", ""),
            ("Seq:Url", "")));

    [TestMethod]
    public void What_a_service_of_gRPC_has_injected_is_read() => Assert.AreEqual(
        "KAFKA_SERVERS=kafka:9092",
        Shown(
            Compiled.CSharp(
                """
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.AddSingleton<Producer>();
                var app = builder.Build();
                app.MapGrpcService<GreeterService>();
                app.Run();
                public static class Greeter { public abstract class GreeterBase { public virtual Task<string> SayHello(string request) => throw new NotSupportedException(); } }
                public class GreeterService(Producer producer) : Greeter.GreeterBase { public override Task<string> SayHello(string request) => Task.FromResult(producer.Send(request)); }
                public class Producer
                {
                    private readonly string _servers;
                    public Producer() { _servers = Environment.GetEnvironmentVariable("KAFKA_SERVERS") ?? "kafka:9092"; }
                    public string Send(string text) => Uri.EscapeDataString(_servers) + text;
                }
                """,
                "namespace Microsoft.AspNetCore.Builder { public static class GrpcEndpointRouteBuilderExtensions { public static void MapGrpcService<T>(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder b) where T : class { } } }"),
            []));

    [TestMethod]
    public void What_the_platform_gives_is_told_by_who_gives_it() => Assert.AreEqual(
        "DAPR_HTTP_PORT: Dapr's sidecar, where it is injected; NODE_NAME: the field spec.nodeName of the pod (downward API)",
        string.Join("; ", CodeSettings.Given(
            Compiled.CSharp("""
                var app = WebApplication.CreateBuilder(args).Build();
                var port = Environment.GetEnvironmentVariable("DAPR_HTTP_PORT") ?? "3500";
                app.MapGet("/", () => port + Environment.GetEnvironmentVariable("NODE_NAME") + Environment.GetEnvironmentVariable("HOME") + Environment.GetEnvironmentVariable("OWN"));
                app.Run();
                """),
            new Dictionary<string, string>()).Select(static g => $"{g.Name}: {g.Giver}")));

    [TestMethod]
    public void The_clients_of_AWS_read_their_section() => Assert.AreEqual(
        "AWS__Profile AWS__Region",
        Shown(
            Compiled.CSharp(
                "var builder = WebApplication.CreateBuilder(args); builder.Configuration.GetAWSOptions(); builder.Build().Run();",
                "namespace Microsoft.Extensions.Configuration { public static class ConfigurationExtensions { public static object GetAWSOptions(this IConfiguration c) => c; } }"),
            []));

    [TestMethod]
    public void A_section_can_be_one_value_or_a_list_of_them() => Assert.AreEqual(
        "FTPPort~ Kind~ Origins__0 Ports__0~ Tags__0",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            Console.WriteLine(builder.Configuration.GetSection("FTPPort").Get<ushort>());
            Console.WriteLine(builder.Configuration.GetSection("Kind").Get<DayKind>());
            Console.WriteLine(builder.Configuration.GetSection("Origins").Get<List<string>>()!.Count);
            Console.WriteLine(builder.Configuration.GetSection("Tags").Get<HashSet<string>>()!.Count);
            Console.WriteLine(builder.Configuration.GetSection("Ports").Get<int[]>()!.Length);
            Console.WriteLine(builder.Configuration.GetSection("Table").Get<Dictionary<string, string>>()!.Count);
            builder.Build().Run();
            enum DayKind { Work, Rest }
            """));

    [TestMethod]
    public void What_is_asked_for_in_turn_is_one_value_with_the_last_one_as_default() => Assert.AreEqual(
        "First=Local Second=Local Third=Local",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var mode = builder.Configuration["First"] ?? builder.Configuration["Second"] ?? builder.Configuration["Third"] ?? "Local";
            for (int i = 0; i < args.Length; i++) { mode = builder.Configuration["First"] ?? builder.Configuration["Second"] ?? builder.Configuration["Third"] ?? "Local"; Console.WriteLine(mode); }
            builder.Build().Run();
            """));

    [TestMethod]
    public void What_is_asked_for_on_a_way_that_a_chain_of_settings_leaves_out_is_not_required()
    {
        const string Program = """
            var builder = WebApplication.CreateBuilder(args);
            var mode = builder.Configuration["MODE"] ?? builder.Configuration["Cluster:Mode"] ?? "Local";
            builder.Services.AddCors(o =>
            {
                if (string.Equals(mode, "Azure", StringComparison.OrdinalIgnoreCase)) { Console.WriteLine(builder.Configuration["AZURE"] ?? throw new InvalidOperationException()); }
            });
            builder.Build().Run();
            """;
        Assert.AreEqual("AZURE Cluster__Mode MODE", Read(Program));
        Assert.AreEqual("AZURE! Cluster__Mode MODE", Read(Program, ("Cluster:Mode", "Azure")));
        Assert.AreEqual("AZURE Cluster__Mode MODE", Read(Program, ("Cluster:Mode", "Azure"), ("MODE", "Local")));
    }

    [TestMethod]
    public void A_word_for_nothing_is_no_part_of_a_connection_string() => Assert.AreEqual(
        "DB_HOST!=na DB_NAME=shop DB_PASSWORD!=none DB_USER!=N/A",
        Shown(
            Compiled.CSharp(
                """
                using DbUp;
                var config = new ConfigurationBuilder().AddEnvironmentVariables().Build();
                var host = config["DB_HOST"] ?? "na"; var user = config["DB_USER"] ?? "N/A"; var password = config["DB_PASSWORD"] ?? "none"; var name = config["DB_NAME"] ?? "shop";
                DeployChanges.To.PostgresqlDatabase($"Host={host};Username={user};Password={password};Database={name}");
                """,
                "namespace DbUp { public class SupportedDatabases { } public static class DeployChanges { public static SupportedDatabases To => null; } public static class PostgresqlExtensions { public static void PostgresqlDatabase(this SupportedDatabases d, string c) { } } }"),
            []));

    [TestMethod]
    public void Options_of_a_library_have_names_of_their_own()
    {
        const string Kafka = """
            using System; using System.Collections.Generic;
            namespace Confluent.Kafka
            {
                public class ClientConfig { public string BootstrapServers { get; set; } public string SaslUsername { get; set; } public string SaslPassword { get; set; } }
                public class ConsumerConfig : ClientConfig { public string GroupId { get; set; } }
                public class ProducerConfig : ClientConfig { }
                public class ConsumerBuilder<K, V> { public ConsumerBuilder(ClientConfig c) { } public IConsumer<K, V> Build() => null; }
                public interface IConsumer<K, V> { void Subscribe(string topic); }
            }
            namespace Confluent.SchemaRegistry { public class SchemaRegistryConfig { public string Url { get; set; } public string BasicAuthUserInfo { get; set; } } }
            """;
        const string Program = """
            using Confluent.Kafka; using Confluent.SchemaRegistry;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.Configure<ConsumerConfig>(builder.Configuration.GetSection("Consumer"));
            var producer = builder.Configuration.GetSection("Producer").Get<ProducerConfig>();
            var registry = new SchemaRegistryConfig();
            builder.Configuration.GetSection("Registry").Bind(registry);
            new ConsumerBuilder<string, string>(producer!).Build().Subscribe(Environment.GetEnvironmentVariable("KAFKA_TOPIC")!);
            builder.Build().Run();
            """;
        Assert.AreEqual("Consumer__BootstrapServers! Consumer__GroupId! KAFKA_TOPIC! Producer__BootstrapServers! Registry__Url!", Shown(Compiled.CSharp(Program, Kafka), []));
        Assert.AreEqual(
            "Consumer__BootstrapServers Consumer__GroupId Consumer__SaslPassword! Consumer__SaslUsername! KAFKA_TOPIC! Producer__BootstrapServers Registry__BasicAuthUserInfo! Registry__Url",
            Shown(Compiled.CSharp(Program, Kafka),
            [
                ("Consumer:BootstrapServers", "kafka:9092"), ("Consumer:GroupId", "web-example-group"), ("Consumer:SecurityProtocol", "SaslSsl"), ("Consumer:SaslUsername", "comes from user-secrets"), ("Producer:BootstrapServers", "kafka:9092"),
                ("Registry:Url", "http://registry"), ("Registry:BasicAuthCredentialsSource", "UserInfo"),
            ]));
    }

    [TestMethod]
    public void The_name_of_the_environment_is_a_setting_where_the_code_stops_without_the_variable()
    {
        Assert.AreEqual("ASPNETCORE_ENVIRONMENT!", Read("""var app = WebApplication.CreateBuilder(args).Build(); if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT")!.ToLower().Contains("dev")) { Console.WriteLine("dev"); } app.Run();"""));
        Assert.AreEqual("", Read("""var app = WebApplication.CreateBuilder(args).Build(); if (Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") == "Development") { Console.WriteLine("dev"); } app.Run();"""));
    }

    [TestMethod]
    public void Options_that_a_lambda_binds_are_those_the_container_hands_out() => Assert.AreEqual(
        "Broker__Group Broker__Url!=",
        Shown(
            Compiled.CSharp(
                """
                using Confluent.Kafka; using Microsoft.Extensions.Options;
                var builder = WebApplication.CreateBuilder(args);
                builder.Services.Configure<Broker>(options => builder.Configuration.GetSection(nameof(Broker)).Bind(options));
                builder.Services.AddHostedService<Consumer>();
                builder.Build().Run();
                class Broker { public string Url { get; set; } = string.Empty; public string? Group { get; set; } }
                class Consumer(IOptions<Broker> options) : BackgroundService
                {
                    private readonly Broker _broker = options.Value;
                    protected override Task ExecuteAsync(CancellationToken stop) { var config = new ConsumerConfig { BootstrapServers = _broker.Url }; return Task.CompletedTask; }
                }
                """,
                "namespace Confluent.Kafka { public class ClientConfig { public string BootstrapServers { get; set; } } public class ConsumerConfig : ClientConfig { } }"),
            []));

    [TestMethod]
    public void Who_signs_in_at_a_broker_and_what_fills_a_placeholder_is_required() => Assert.AreEqual(
        "BROKER_HOST! BROKER_PASSWORD! BROKER_USER! ConnectionStrings__Shop! DB_HOST! DB_PASSWORD! SUFFIX",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            var raw = builder.Configuration.GetConnectionString("Shop");
            var full = raw.Replace("@HOST", Environment.GetEnvironmentVariable("DB_HOST")).Replace("@PASSWORD", Environment.GetEnvironmentVariable("DB_PASSWORD"));
            Console.WriteLine(full.Replace("a", Environment.GetEnvironmentVariable("SUFFIX")));
            builder.Services.AddSingleton(new RabbitMQ.Client.ConnectionFactory { HostName = Environment.GetEnvironmentVariable("BROKER_HOST"), UserName = Environment.GetEnvironmentVariable("BROKER_USER"), Password = Environment.GetEnvironmentVariable("BROKER_PASSWORD") });
            builder.Build().Run();
            """));

    [TestMethod]
    [DataRow("builder.Services.AddAuthentication().AddGoogle(o => { var id = c[\"G:Id\"]; var secret = c[\"G:Secret\"]; if (string.IsNullOrEmpty(id)) { Console.WriteLine(\"none\"); } else { o.ClientId = id; o.ClientSecret = secret; } });", "G__Id! G__Secret!")]
    [DataRow("builder.Services.AddAuthentication().AddGoogle(o => { o.ClientId = c[\"G:Id\"]; o.ClientSecret = c[\"G:Secret\"]; });", "G__Id! G__Secret!")]
    [DataRow("if (!string.IsNullOrEmpty(c[\"G:Id\"])) { builder.Services.AddAuthentication().AddGoogle(o => { o.ClientId = c[\"G:Id\"]; o.ClientSecret = c[\"G:Secret\"]; }); }", "G__Id G__Secret")]
    public void A_sign_in_elsewhere_that_is_always_added_wants_its_client(string add, string settings) => Assert.AreEqual(
        settings,
        Shown(
            Compiled.CSharp(
                $"var builder = WebApplication.CreateBuilder(args); var c = builder.Configuration; {add} builder.Build().Run();",
                """
                using System; using Microsoft.AspNetCore.Authentication; using Microsoft.AspNetCore.Authentication.OAuth;
                namespace Microsoft.AspNetCore.Authentication.Google { public class GoogleOptions : OAuthOptions { } }
                namespace Microsoft.Extensions.DependencyInjection { public static class GoogleExtensions { public static AuthenticationBuilder AddGoogle(this AuthenticationBuilder b, Action<Microsoft.AspNetCore.Authentication.Google.GoogleOptions> configure) => b; } }
                """),
            [("G:Id", ""), ("G:Secret", "")]));

    [TestMethod]
    public void What_services_of_one_interface_check_one_after_another_is_asked_for() => Assert.AreEqual(
        "Seeding__AdminPassword! Seeds=true~",
        Read("""
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddScoped<ISeed, Rights>();
            builder.Services.AddScoped<ISeed, Admin>();
            builder.Services.AddScoped<Runner>();
            var app = builder.Build();
            await Database.InitAsync(app.Services, app.Configuration, app.Logger);
            app.Run();
            static class Database
            {
                public static async Task InitAsync(IServiceProvider services, IConfiguration configuration, ILogger logger)
                {
                    var seeds = configuration.GetValue("Seeds", true);
                    if (!seeds) { return; }
                    using var scope = services.CreateScope();
                    await scope.ServiceProvider.GetRequiredService<Runner>().ApplyAsync();
                }
            }
            interface ISeed { string Id { get; } Task ApplyAsync(CancellationToken token = default); }
            class Rights : ISeed { public string Id => "1"; public async Task ApplyAsync(CancellationToken token = default) { await Task.Delay(1, token); } }
            class Admin : ISeed
            {
                private readonly IConfiguration _configuration;
                public Admin(IConfiguration configuration) { _configuration = configuration; }
                public string Id => "2";
                public async Task ApplyAsync(CancellationToken token = default)
                {
                    var password = _configuration["Seeding:AdminPassword"];
                    if (string.IsNullOrWhiteSpace(password)) { throw new InvalidOperationException("Seeding:AdminPassword must be configured before."); }
                    await Task.Delay(1, token);
                }
            }
            class Runner
            {
                private readonly IEnumerable<ISeed> _seeds;
                public Runner(IEnumerable<ISeed> seeds) { _seeds = seeds.OrderBy(s => s.Id, StringComparer.Ordinal); }
                public async Task<IReadOnlyList<string>> PendingAsync(CancellationToken token = default)
                {
                    var applied = await File.ReadAllLinesAsync("/tmp/applied", token);
                    var set = applied.ToHashSet(StringComparer.Ordinal);
                    return _seeds.Where(s => !set.Contains(s.Id)).Select(s => s.Id).ToList();
                }
                public async Task ApplyAsync(CancellationToken token = default)
                {
                    var pending = await PendingAsync(token);
                    if (pending.Count == 0) { Console.WriteLine("nothing"); return; }
                    var set = pending.ToHashSet(StringComparer.Ordinal);
                    foreach (var seed in _seeds.Where(s => set.Contains(s.Id))) { Console.WriteLine(seed.Id); await seed.ApplyAsync(token); Console.WriteLine("done"); }
                }
            }
            """));

    private static string Read(string program, params (string Key, string Value)[] settings) => Shown(Compiled.Application([("/src/App/Program.cs", program)], s_libraries), settings);

    private static string Shown(CodeFacts code, (string Key, string Value)[] settings)
    {
        var given = settings.ToDictionary(static s => s.Key, static s => s.Value, StringComparer.OrdinalIgnoreCase);
        return string.Join(' ', CodeSettings.Find(code, given).Select(static s =>
            s.Variable + (s.IsRequired ? "!" : "") + (s.Default is { } value ? "=" + value : "") + (s.Address is { } address ? "@" + address : s.IsPlain ? "~" : "") + (s.IsConnection ? "#" : "")));
    }
}
