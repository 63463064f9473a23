using System.Diagnostics;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Reading;

namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>Reads the compiled code of the app with 14 packages and 300 types of its own besides (60 each of entities, models, repositories, services and controllers), cold and warm.</summary>
internal static class CodeBench
{
    private const int Areas = 60;
    private const double Target = 400;

    /// <summary>Measures and prints.</summary>
    public static async Task RunAsync(string root, int runs)
    {
        string folder = Path.Combine(root, "code");
        new App("code", "", Packages: true, SelfContained: false).Write(folder, null, Directory.CreateDirectory(Path.Combine(root, "feed")).FullName, "Code");
        await File.WriteAllTextAsync(Path.Combine(folder, "Areas.cs"), AreaTypes()).ConfigureAwait(false);
        await File.WriteAllTextAsync(Path.Combine(folder, "Program.cs"), Composition()).ConfigureAwait(false);
        await new Dotnet(Directory.CreateDirectory(Path.Combine(root, "tmp")).FullName).RunAsync(folder, "build", "-c", "Release").ConfigureAwait(false);
        string assembly = Path.Combine(folder, "bin", "Release", "net10.0", "Code.dll");

        var times = new List<double>();
        CodeFacts facts = new();
        for (int run = 0; run <= runs; run++)
        {
            long start = Stopwatch.GetTimestamp();
            facts = CodeReader.Read([assembly], folder, CancellationToken.None);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        double warm = times[1..].Order().ElementAt(runs / 2);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{new FileInfo(assembly).Length / 1e3:0} kB, {facts.Types.Length} types, {facts.Calls.Length} calls, {(facts.IsComplete ? "read to the end" : "NOT read to the end: " + string.Join("; ", facts.Unread))}, median of {runs}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"code cold  {times[0]:0} ms"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"code warm  {warm:0} ms (target {Target:0})"));
    }

    private static string Composition()
    {
        var text = new StringBuilder("""
            using Shop;
            var builder = WebApplication.CreateBuilder(args);
            builder.Services.AddControllers();
            builder.Services.AddHealthChecks();

            """);
        for (int area = 0; area < Areas; area++)
        {
            text.Append(CultureInfo.InvariantCulture, $"builder.Services.AddScoped<Repository{area}>();\nbuilder.Services.AddHttpClient<Service{area}>(c => c.BaseAddress = new Uri(builder.Configuration[\"Area{area}:Url\"] ?? \"http://area{area}:8080/\"));\n");
        }

        return text.Append("var app = builder.Build();\napp.MapControllers();\napp.MapHealthChecks(\"/healthz\");\napp.Run();\n").ToString();
    }

    private static string AreaTypes()
    {
        var text = new StringBuilder("using Microsoft.AspNetCore.Mvc;\nusing Npgsql;\nnamespace Shop;\n");
        for (int area = 0; area < Areas; area++)
        {
            text.Append(string.Format(CultureInfo.InvariantCulture, """
                public class Entity{0} {{ public int Id {{ get; set; }} public string Name {{ get; set; }} = ""; public decimal Price {{ get; set; }} public DateTime Changed {{ get; set; }} }}
                public record Model{0}(int Id, string Name, decimal Price) {{ public static Model{0} Of(Entity{0} e) => new(e.Id, e.Name, e.Price); }}
                public class Repository{0}(IConfiguration configuration)
                {{
                    public async Task<List<Entity{0}>> AllAsync(CancellationToken stop)
                    {{
                        await using var connection = new NpgsqlConnection(configuration.GetConnectionString("Shop"));
                        await connection.OpenAsync(stop);
                        await using var command = new NpgsqlCommand("select id, name, price from entity{0} where price > @least", connection);
                        command.Parameters.AddWithValue("least", 0m);
                        var all = new List<Entity{0}>();
                        await using var reader = await command.ExecuteReaderAsync(stop);
                        while (await reader.ReadAsync(stop))
                        {{
                            all.Add(new Entity{0} {{ Id = reader.GetInt32(0), Name = reader.GetString(1), Price = reader.GetDecimal(2), Changed = DateTime.UtcNow }});
                        }}

                        return all;
                    }}

                    public async Task SaveAsync(Entity{0} entity, CancellationToken stop)
                    {{
                        if (entity.Price < 0) throw new ArgumentException($"price of {{entity.Id}} is {{entity.Price}}");
                        await using var connection = new NpgsqlConnection(configuration.GetConnectionString("Shop"));
                        await connection.OpenAsync(stop);
                        await File.WriteAllTextAsync(Path.Combine(Path.GetTempPath(), "entity{0}", entity.Name + ".json"), System.Text.Json.JsonSerializer.Serialize(entity), stop);
                    }}
                }}
                public class Service{0}(HttpClient http, Repository{0} repository, ILogger<Service{0}> logger)
                {{
                    public async Task<IReadOnlyList<Model{0}>> ListAsync(string? filter, CancellationToken stop)
                    {{
                        logger.LogInformation("Listing {{Filter}}", filter);
                        var all = await repository.AllAsync(stop);
                        return all.Where(e => filter is null || e.Name.Contains(filter, StringComparison.OrdinalIgnoreCase)).OrderBy(e => e.Name).Select(Model{0}.Of).ToList();
                    }}

                    public async Task<bool> TellAsync(Entity{0} entity, CancellationToken stop)
                    {{
                        for (int attempt = 0; attempt < 3; attempt++)
                        {{
                            try
                            {{
                                using var answer = await http.PostAsJsonAsync("area{0}/changed", Model{0}.Of(entity), stop);
                                if (answer.IsSuccessStatusCode) return true;
                            }}
                            catch (HttpRequestException e) when (attempt < 2)
                            {{
                                logger.LogWarning(e, "Attempt {{Attempt}} failed", attempt);
                                await Task.Delay(TimeSpan.FromSeconds(attempt), stop);
                            }}
                        }}

                        return false;
                    }}
                }}
                [ApiController, Route("area{0}")]
                public class Area{0}Controller(Service{0} service, Repository{0} repository) : ControllerBase
                {{
                    [HttpGet] public async Task<IActionResult> Get(string? filter, CancellationToken stop) => Ok(await service.ListAsync(filter, stop));
                    [HttpGet("{{id:int}}")] public async Task<IActionResult> One(int id, CancellationToken stop) => (await repository.AllAsync(stop)).FirstOrDefault(e => e.Id == id) is {{ }} found ? Ok(Model{0}.Of(found)) : NotFound();
                    [HttpPost] public async Task<IActionResult> Post(Model{0} model, CancellationToken stop)
                    {{
                        var entity = new Entity{0} {{ Id = model.Id, Name = model.Name, Price = model.Price }};
                        await repository.SaveAsync(entity, stop);
                        return await service.TellAsync(entity, stop) ? Created($"/area{0}/{{entity.Id}}", model) : StatusCode(502);
                    }}
                }}

                """, area));
        }

        return text.ToString();
    }
}
