using OpenShift.NET.Sdk.Code.Reading;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Generation;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Projects.Manifests;
using OpenShift.NET.Sdk.Publishing.Stages;
using OpenShift.NET.Sdk.Tests.Code;
using OpenShift.NET.Sdk.Tests.Images;

namespace OpenShift.NET.Sdk.Tests.Publishing.Stages;

/// <summary>The settings of the manifests: what the settings files name, with what the code says of them.</summary>
[TestClass]
public sealed class SettingsOfCodeTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [TestMethod]
    public void What_the_code_reads_is_told_and_what_it_fails_without_is_asked_for() => Assert.AreEqual(
        """
        ApiKey Secret offered
        ConnectionStrings__shop Secret required
        Jwt__Key Secret generated
        Limit Plain offered 5
        Page__Size Plain offered 20
        Tenant Plain required
        """,
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            builder.AddNpgsqlDataSource("shop");
            _ = c["Tenant"] ?? throw new Exception();
            _ = c["Jwt:Key"] ?? throw new Exception();
            _ = c.GetValue("Limit", 5);
            _ = c.GetValue<int>("Page:Size");
            if (!string.IsNullOrEmpty(c["ApiKey"])) { Console.WriteLine("with a key"); }
            builder.Build().Run();
            """,
            """{ "Page": { "Size": 20 } }"""));

    [TestMethod]
    public void A_connection_string_that_no_code_takes_is_offered() => Assert.AreEqual(
        """
        ConnectionStrings__Db Secret offered
        Data__ConnectionStrings__Sample Secret offered
        Memory Plain offered True
        """,
        Settings(
            """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Configuration.GetValue<bool>("Memory")) { builder.Services.AddDbContext<Db>(o => o.UseInMemoryDatabase("db")); }
            else { builder.Services.AddDbContext<Db>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Db"))); }
            builder.Build().Run();
            class Db : DbContext { }
            """,
            """{ "Memory": true, "ConnectionStrings": { "Db": "Host=localhost;Username=u;Password=p1" }, "Data": { "ConnectionStrings": { "Sample": "Server=.;Database=x;User Id=u;Password=p1" } } }"""));

    [TestMethod]
    public void A_secret_that_no_code_takes_is_offered() => Assert.AreEqual(
        """
        ConnectionStrings__Default Secret required
        ConnectionStrings__DefaultConnection Secret offered
        SigningKey Secret offered
        Stripe__ApiKey Secret required
        UsedApiKey Secret required
        """,
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            Console.WriteLine(builder.Configuration["UsedApiKey"]);
            builder.Build().Run();
            """,
            """{ "ConnectionStrings": { "DefaultConnection": "Server=SQL7;Database=x;User Id=u;Password=p1", "Default": "Server=SQL7;Database=x;User Id=u;Password=p1" }, "SigningKey": "the custom key of these tokens 4711", "UsedApiKey": "ab12cd34ef56ab78cd90", "Stripe": { "ApiKey": "ab12cd34ef56ab78cd90" } }"""));

    private const string Sections = """
        {
          "Token": { "SigningKey": "the custom key of these tokens 4711" },
          "Tokens": { "SigningKey": "the custom key of these tokens 4711" },
          "Gateway": { "ApiKey": "ab12cd34ef56ab78cd90" },
          "Vendor": { "ApiKey": "ab12cd34ef56ab78cd90" },
          "Read": { "ApiKey": "ab12cd34ef56ab78cd90" },
          "Entries": [ { "ApiKey": "ab12cd34ef56ab78cd90" } ],
          "Routes": [ { "Name": "a", "ApiKey": "ab12cd34ef56ab78cd90" }, { "Name": "b", "ApiKey": "ab12cd34ef56ab78cd90" } ]
        }
        """;

    private const string SectionsProgram = """
        using Microsoft.Extensions.Options;
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.Configure<Tokens>(builder.Configuration.GetSection("Tokens"));
        var routes = builder.Configuration.GetSection("Routes").Get<List<Route>>();
        Console.WriteLine(builder.Configuration["Read:ApiKey"] + routes![0].Name);
        var app = builder.Build();
        app.MapGet("/", (IOptions<Tokens> tokens) => tokens.Value.Minutes);
        app.Run();
        class Tokens { public string SigningKey { get; set; } = ""; public int Minutes { get; set; } }
        class Route { public string Name { get; set; } = ""; public string ApiKey { get; set; } = ""; }
        class Never(IConfiguration c) { public List<Route>? Entries { get; } = c.GetSection("Entries").Get<List<Route>>(); }
        static class Idle { public static string Key = new Route().ApiKey; }
        """;

    // A section that neither the code nor a library names, and a property that is bound and never read.
    [TestMethod]
    public void A_secret_of_a_section_that_nobody_reads_is_offered() => Assert.AreEqual(
        """
        Entries__0__ApiKey Secret offered
        Gateway__ApiKey Secret offered
        Read__ApiKey Secret required
        Routes__0__ApiKey Secret offered
        Routes__0__Name Plain offered a
        Routes__1__ApiKey Secret offered
        Token__SigningKey Secret offered
        Tokens__Minutes Plain offered
        Tokens__SigningKey Secret offered
        Vendor__ApiKey Secret required
        """,
        Settings(SectionsProgram, Sections, WithLibrary("Vendor")));

    [TestMethod]
    [DataRow("""app.MapGet("/k", (IOptions<Tokens> t) => t.Value.SigningKey);""", "Tokens__SigningKey", DisplayName = "its getter is called")]
    [DataRow("""app.MapGet("/k", (IOptions<Tokens> t) => Results.Ok(t.Value));""", "Tokens__SigningKey", DisplayName = "the object is handed out")]
    [DataRow("""System.Linq.Expressions.Expression<Func<Tokens, object>> rule = t => t.SigningKey; Console.WriteLine(rule);""", "Tokens__SigningKey", DisplayName = "an expression names it")]
    [DataRow("""foreach (var s in app.Configuration.GetChildren()) { Console.WriteLine(s.Key); }""", "Gateway__ApiKey", DisplayName = "all of the configuration is gone through")]
    [DataRow("""app.MapGet("/k/{name}", (string name) => app.Configuration[name]);""", "Gateway__ApiKey", DisplayName = "a name of the running program")]
    [DataRow("""Console.WriteLine(app.Configuration.GetSection("Gate" + "way")["ApiKey"]);""", "Gateway__ApiKey", DisplayName = "its section is named")]
    [DataRow("""Console.WriteLine(Environment.GetEnvironmentVariable("Gateway__ApiKey"));""", "Gateway__ApiKey", DisplayName = "its variable is named")]
    [DataRow("""Console.WriteLine(app.Configuration.GetSection(typeof(Gateway).Name)["ApiKey"]);""", "Gateway__ApiKey", DisplayName = "its section is a type's name")]
    [DataRow("""Console.WriteLine(System.Text.Json.JsonSerializer.Serialize(new Tokens()));""", "Tokens__SigningKey", DisplayName = "a serializer gets one")]
    public void A_secret_that_something_may_read_stays(string use, string name)
    {
        string program = SectionsProgram.Replace("app.Run();", use + " app.Run();", StringComparison.Ordinal) + " class Gateway { }";
        SettingFact setting = Into(program, Sections, WithLibrary("Vendor")).Manifests.Settings.Single(s => s.Name == name);
        Assert.IsTrue(setting is { IsOffered: false, Kind: SettingKind.Secret }, $"{setting}");
    }

    // What a single file has inside is not seen.
    [TestMethod]
    public void A_section_stays_where_libraries_are_not_seen() =>
        Assert.IsFalse(Into(SectionsProgram, Sections).Manifests.Settings.Single(s => s.Name == "Gateway__ApiKey").IsOffered);

    [TestMethod]
    public void The_connection_string_of_a_context_that_nothing_asks_for_is_offered() => Assert.AreEqual(
        """
        ConnectionStrings__Idle Secret offered
        ConnectionStrings__Used Secret required
        """,
        Settings(
            """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddDbContext<Idle>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Idle")));
            builder.Services.AddDbContext<Used>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Used")));
            var app = builder.Build();
            app.MapGet("/", (Used db) => db.ToString());
            app.Run();
            class Idle(DbContextOptions<Idle> o) : DbContext(o) { }
            class Used(DbContextOptions<Used> o) : DbContext(o) { }
            """,
            "{}"));

    // Fields and properties that are filled from the environment, wherever the object comes from; required by what is done with them.
    [TestMethod]
    [DataRow("builder.Services.AddScoped<Given>(); builder.Services.AddScoped<Work>();", "app.MapGet(\"/\", (Work w) => w.Do());")]
    [DataRow("", "app.MapGet(\"/\", () => new Work(new Given()).Do());")]
    public void What_is_read_into_properties_is_required_by_its_use(string registered, string mapped) => Assert.AreEqual(
        """
        CLIENT_ID Plain required
        CLIENT_SECRET Secret required
        FROM Plain required
        HOST Plain required
        NOTE Plain offered
        """,
        Settings(
            $$"""
            using System.Text;
            using System.Net.Mail;
            var builder = WebApplication.CreateBuilder(args);
            {{registered}}
            var app = builder.Build();
            {{mapped}}
            app.Run();
            class Given
            {
                public string Host { get; set; } = Environment.GetEnvironmentVariable("HOST")!;
                public string From { get; set; } = Environment.GetEnvironmentVariable("FROM")!;
                public string Id { get; set; } = Environment.GetEnvironmentVariable("CLIENT_ID")!;
                public string Secret { get; set; } = Environment.GetEnvironmentVariable("CLIENT_SECRET")!;
                public string Note { get; set; } = Environment.GetEnvironmentVariable("NOTE")!;
            }
            class Work
            {
                private readonly Given _given;
                public Work(Given given) { _given = given; }
                public string Do()
                {
                    Console.WriteLine(new Uri(_given.Host) + _given.Note + new MailAddress(_given.From));
                    return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{_given.Id}:{_given.Secret}"));
                }
            }
            """,
            "{}"));

    [TestMethod]
    public void A_connection_string_of_development_is_offered() => Assert.AreEqual(
        """
        ConnectionStrings__Both Secret required
        ConnectionStrings__Cloud Secret required
        ConnectionStrings__Local Secret offered
        """,
        Settings(
            """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            if (builder.Environment.IsDevelopment()) { builder.Services.AddDbContext<Db>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Local"))); }
            else { builder.Services.AddDbContext<Db>(o => o.UseNpgsql(builder.Configuration.GetConnectionString("Cloud"))); }
            if (builder.Environment.IsDevelopment()) { Console.WriteLine(builder.Configuration.GetConnectionString("Both")); }
            builder.Services.AddSingleton(new DbContextOptionsBuilder().UseNpgsql(builder.Configuration.GetConnectionString("Both")));
            var app = builder.Build();
            app.MapGet("/", (Db db) => db.ToString());
            app.Run();
            class Db : DbContext { }
            """,
            """{ "ConnectionStrings": { "Local": "Host=localhost;Username=u;Password=p1", "Both": "Host=localhost;Username=u;Password=p1" } }"""));

    [TestMethod]
    public void An_empty_value_that_the_code_does_without_is_no_required_secret() => Assert.AreEqual(
        """
        ConnectionStrings__Cache Secret offered
        ConnectionStrings__Main Secret required
        Google__ClientSecret Secret offered
        Mail__Password Secret offered
        Stripe__ApiKey Secret required
        """,
        Settings(
            """
            using Microsoft.EntityFrameworkCore;
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            if (!string.IsNullOrEmpty(c["Google:ClientSecret"])) { Console.WriteLine("Google"); }
            if (c.GetConnectionString("Cache") is { Length: > 0 } cache) { Console.WriteLine(cache); }
            new DbContextOptionsBuilder().UseNpgsql(c.GetConnectionString("Main"));
            if (string.IsNullOrEmpty(c["Stripe:ApiKey"])) { throw new InvalidOperationException(); }
            builder.Build().Run();
            """,
            """{ "Google": { "ClientSecret": "" }, "ConnectionStrings": { "Cache": "", "Main": "" }, "Mail": { "Password": "" }, "Stripe": { "ApiKey": "" } }"""));

    [TestMethod]
    public void The_secret_of_somebody_who_is_named_is_a_place_to_fill_in() => Assert.AreEqual(
        """
        Cache__Password Secret offered
        Ftp__Password Secret offered
        Mail__SmtpPass Secret required
        Mail__SmtpUser Plain offered no-reply@contoso.com
        Other__Password Secret offered
        """,
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            Console.WriteLine(c["Mail:SmtpUser"] + (c["Mail:SmtpPass"] ?? "") + c["Other:Password"] + c["Cache:Password"]);
            if (!string.IsNullOrEmpty(c["Ftp:Password"])) { Console.WriteLine(c["Ftp:Password"]); }
            builder.Build().Run();
            """,
            """{ "Mail": { "SmtpUser": "no-reply@contoso.com", "SmtpPass": "" }, "Other": { "User": "", "Password": "" }, "Cache": { "User": "default", "Password": "" }, "Ftp": { "User": "ftp-shop", "Password": "" } }"""));

    [TestMethod]
    public void A_connection_string_whose_name_is_a_variables_is_offered() => Assert.AreEqual(
        """
        ConnectionStrings__DefaultConnection Secret offered
        DefaultConnection Plain required
        """,
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            Console.WriteLine(Db.Connection());
            builder.Build().Run();
            static class Db { public static string Connection() { var s = Environment.GetEnvironmentVariable("DefaultConnection"); if (!string.IsNullOrEmpty(s)) { return s; } throw new Exception("Variable DefaultConnection not found"); } }
            """,
            """{ "ConnectionStrings": { "DefaultConnection": "Server=db7;Database=x;User Id=u;Password=p1" } }"""));

    [TestMethod]
    public void A_path_a_flag_or_a_number_is_no_secret_whatever_its_name() => Assert.AreEqual(
        """
        Encryption__Key Plain offered data.bin
        Jwt__Key Plain offered /etc/keys/jwt.pem
        Login__Password Plain offered true
        """,
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            _ = File.ReadAllText(builder.Configuration["Jwt:Key"]!);
            _ = File.ReadAllBytes(builder.Configuration["Encryption:Key"]!);
            _ = builder.Configuration.GetValue<bool>("Login:Password");
            builder.Build().Run();
            """,
            """{ "Jwt": { "Key": "/etc/keys/jwt.pem" }, "Encryption": { "Key": "data.bin" }, "Login": { "Password": "true" } }"""));

    [TestMethod]
    public void What_the_project_says_of_a_setting_wins() => Assert.AreEqual(
        """
        ConnectionStrings__shop Plain required
        Mail__Host Plain offered-by-item
        Tenant Plain offered-by-item=main
        """,
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.AddNpgsqlDataSource("shop");
            _ = builder.Configuration["Tenant"] ?? throw new Exception();
            _ = builder.Configuration["Mail:Host"] ?? throw new Exception();
            builder.Build().Run();
            """,
            "{}",
            new SettingFact { Name = "Mail__Host", Source = "OpenShiftSetting", SaysRequired = true },
            new SettingFact { Name = "ConnectionStrings__shop", Source = "OpenShiftSetting" },
            new SettingFact { Name = "Tenant", Source = "OpenShiftSetting", Default = "main" }));

    [TestMethod]
    public void No_secret_becomes_plain_by_where_it_stands_or_what_it_is_read_as()
    {
        string settings = Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            var c = builder.Configuration;
            _ = c["Secrets:Admin"];
            _ = c.GetValue<Guid>("Pay:ApiKey");
            _ = c.GetValue<int>("Db:Password");
            _ = c["Session:Secret"] ?? "MyAppSessionSecret!";
            builder.Build().Run();
            """,
            """{ "Secrets": { "Admin": "correct-horse-battery" }, "Pay": { "ApiKey": "3f2504e0-4f89-41d3-9a0c-0305e82c3301" }, "Db": { "Password": "13579246" } }""");

        foreach (string value in (string[])["correct-horse-battery", "3f2504e0", "13579246", "MyAppSessionSecret"])
        {
            Assert.DoesNotContain(value, settings);
        }
    }

    [TestMethod]
    public void Only_Logging_and_Kestrel_are_sections_of_the_host() => Assert.AreEqual(
        """
        Environment__Region Plain offered
        Urls__Catalog Plain required
        """,
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            _ = builder.Configuration["Urls:Catalog"] ?? throw new Exception();
            _ = builder.Configuration["Environment:Region"];
            _ = builder.Configuration["Urls"];
            _ = builder.Configuration["Kestrel:Limits:MaxRequestBodySize"];
            builder.Build().Run();
            """,
            "{}"));

    [TestMethod]
    public void A_service_that_is_called_by_name_has_its_address() => Assert.AreEqual(
        "services__catalog-api__http__0 Endpoint=http://catalog-api",
        Settings(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddServiceDiscovery();
            builder.Services.AddHttpClient("catalog", c => c.BaseAddress = new("https+http://catalog-api"));
            builder.Build().Run();
            """,
            "{}"));

    [TestMethod]
    public void The_manifests_set_what_is_required_and_no_more()
    {
        ProjectFacts facts = Into(
            """
            var builder = WebApplication.CreateBuilder(args);
            builder.AddNpgsqlDataSource("shop");
            _ = builder.Configuration["Tenant"] ?? throw new Exception();
            if (builder.Configuration["ApiKey"] is { } key) { Console.WriteLine(key); }
            Console.WriteLine(builder.Configuration["Greeting"] ?? "hello");
            builder.Build().Run();
            """,
            "{}");
        GeneratedManifests made = ManifestGenerator.Generate(new ManifestInput(facts with { Manifests = facts.Manifests with { Template = true, Kubernetes = true, Name = "web-api" } }, new ImageConfig { Architecture = "amd64", Os = "linux" }, "example.com/web:1"));
        string template = YamlWriter.Write(made.Files.Single(static f => f.Path == "template.yaml"));
        string deployment = YamlWriter.Write(made.Files.Single(static f => f.Path == "kubernetes/deployment.yaml"));
        string page = made.Texts.Single(static t => t.Path == "SETTINGS.md").Content;
        Assert.Contains("name: ConnectionStrings__shop", template);
        Assert.Contains("Tenant: ${Tenant}", template);
        Assert.DoesNotContain("${ApiKey}", template);
        Assert.DoesNotContain("Greeting", template);
        Assert.Contains("key: ApiKey\n                  optional: true", deployment);
        Assert.Contains("| `Greeting` | – (not set) | `hello` | no |", page);
        Assert.Contains("| `ApiKey` | – (not set) | – | no |", page);
        Assert.Contains("| `ConnectionStrings__shop` | Secret `web-api-secrets` | – | yes |", page);
        Assert.Contains("| `Tenant` | ConfigMap `web-api-settings` | – | yes |", page);
        Assert.Contains("until its key is added to the ConfigMap, or for a secret to the Secret `web-api-secrets`.", page);
    }

    // What is published trimmed, as one file or as native code says less than the compiler's own output, which is read.
    [TestMethod]
    [DataRow("JIT", "Web.Api.dll", true)]
    [DataRow("trimmed", "Web.Api.dll", false)]
    [DataRow("one file", "Web.Api", false)]
    [DataRow("Native AOT", "Web.Api", false)]
    public void The_settings_are_the_same_however_it_is_published(string how, string file, bool whole)
    {
        IReadOnlyDictionary<string, byte[]> compiled = Compiled.Files(
            """
            var builder = WebApplication.CreateBuilder(args);
            Shop.Setup.Add(builder.Services, builder.Configuration);
            Console.WriteLine(builder.Configuration["Tenant"] ?? throw new Exception());
            builder.Build().Run();
            """,
            """
            namespace Shop;
            public static class Setup { public static void Add(IServiceCollection s, IConfiguration c) => s.Configure<Options>(c.GetSection("Shop")); }
            public class Options { public int Limit { get; set; } = 5; }
            """);
        foreach ((string name, byte[] content) in compiled)
        {
            File.WriteAllBytes(_folder.Write("obj/" + (name == "App.dll" ? "Web.Api.dll" : name), ""), content);
        }

        ProjectFacts facts = Images.Projects.Web(Images.Projects.File(_folder, file, content: "no managed code"));
        if (whole)
        {
            File.WriteAllBytes(facts.Files[0].Source, compiled["App.dll"]);
        }

        facts = facts with { Compilation = new CompilationFacts { Assembly = _folder["obj/Web.Api.dll"], References = [_folder["obj/Own.Library.dll"]] } };
        ProjectFacts known = SettingsOfCode.Into(facts, CodeReader.Read(facts, CancellationToken.None), DeployedSettings.Of(facts, new ExecutionConfig()));
        Assert.AreEqual("Shop__Limit=5 Tenant!", string.Join(' ', known.Manifests.Settings.Select(static s => s.Name + (s.OwnValue is { } own ? "=" + own : "") + (s.Required ? "!" : ""))), how);
    }

    [TestMethod]
    public void No_secret_is_shown_as_what_the_application_has_by_itself()
    {
        const string Connection = "Host=db;Username=app;Password=s3cret-w0rd";
        ProjectFacts facts = Images.Projects.Web(Images.Projects.File(_folder, "appsettings.json", content: $$"""{ "ConnectionStrings": { "Main": "{{Connection}}" }, "Mail": { "Password": "s3cret-w0rd" } }"""));
        ProjectFacts known = SettingsOfCode.Into(
            facts,
            Compiled.CSharp($$"""
                var c = WebApplication.CreateBuilder(args).Configuration;
                Console.WriteLine(c.GetConnectionString("Main") + c["Mail:Password"] + (c["Other:Password"] ?? "s3cret-w0rd") + (c["Other"] ?? "{{Connection}}"));
                """),
            DeployedSettings.Of(facts, new ExecutionConfig()));
        Assert.AreEqual("ConnectionStrings__Main Secret, Mail__Password Secret, Other Plain, Other__Password Secret", string.Join(", ", known.Manifests.Settings.Select(static s => $"{s.Name} {s.Kind}")));
        Assert.IsTrue(known.Manifests.Settings.All(static s => s.Default is null && s.OwnValue is null));
    }

    [TestMethod]
    public void Rules_see_what_is_required_and_not_what_is_only_told_of()
    {
        ProjectFacts facts = Images.Projects.Web(Images.Projects.File(_folder, "appsettings.json", content: """{ "Mail": { "Password": "" } }"""));
        facts = facts with { Manifests = facts.Manifests with { Settings = [new SettingFact { Name = "Mail__Password", Kind = SettingKind.Secret, Required = true, Source = "appsettings.json Mail:Password" }] } };
        ProjectFacts known = SettingsOfCode.ForRules(
            facts,
            Compiled.CSharp("""
                var builder = WebApplication.CreateBuilder(args);
                _ = builder.Configuration["Tenant"] ?? throw new Exception();
                Console.WriteLine(builder.Configuration["Orders"] ?? "http://localhost:5000");
                builder.Build().Run();
                """),
            new ExecutionConfig(),
            null);
        Assert.AreEqual("Mail__Password False Tenant True", string.Join(' ', known.Manifests.Settings.Select(static s => $"{s.Name} {s.Required}")));
    }

    [TestMethod]
    public void The_name_of_the_environment_is_set_where_the_code_stops_without_it() => Assert.AreEqual(
        "ASPNETCORE_ENVIRONMENT Plain=Production",
        Settings("""var env = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT"); var app = WebApplication.CreateBuilder(args).Build(); if (env!.Equals("Development.Local")) { Console.WriteLine("local"); } app.Run();""", "{}"));

    private string Settings(string program, string appSettings, params SettingFact[] items) =>
        Shown(Into(program, appSettings, items));

    private static string Shown(ProjectFacts facts) =>
        string.Join('\n', facts.Manifests.Settings.Select(static s =>
            s.Name + " " + s.Kind + (s.Required ? " required" : s.Generate is not null ? " generated" : s.IsOffered ? " offered" : s.Source == "OpenShiftSetting" ? " offered-by-item" : "") + (s.Default is { } value ? "=" + value : s.OwnValue is { } own ? " " + own : "")));

    // The application, and a library that has a text of its own.
    private PublishFile[] WithLibrary(string text) =>
    [
        Images.Projects.File(_folder, "App.dll"),
        Images.Projects.File(_folder, "Vendor.Sdk.dll", content: "MZ\0" + (char)((text.Length * 2) + 1) + string.Concat(text.Select(static c => c + "\0")) + "\0"),
    ];

    private string Settings(string program, string appSettings, PublishFile[] libraries) => Shown(Into(program, appSettings, libraries));

    private ProjectFacts Into(string program, string appSettings, params SettingFact[] items) => Into(program, appSettings, [], items);

    private ProjectFacts Into(string program, string appSettings, PublishFile[] libraries, params SettingFact[] items)
    {
        ProjectFacts facts = Images.Projects.Web([Images.Projects.File(_folder, "appsettings.json", content: appSettings), .. libraries]);
        AppSettings read = AppSettings.Read(facts.Files);
        var recognizer = new SettingRecognizer(read, new HashSet<int>());
        SettingFact[] found = [.. read.All.Select(s => recognizer.Recognize(s, everything: false)).OfType<SettingFact>(), .. items];
        facts = facts with { Manifests = facts.Manifests with { Settings = [.. found] } };
        return SettingsOfCode.Into(facts, Compiled.Application([("/src/App/Program.cs", program)], ["Aspire.Clients", "Npgsql.EntityFrameworkCore.PostgreSQL", "Microsoft.EntityFrameworkCore.InMemory"]), DeployedSettings.Of(facts, new ExecutionConfig()));
    }
}
