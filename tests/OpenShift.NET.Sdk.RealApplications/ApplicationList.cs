using System.Text.Json;

namespace OpenShift.NET.Sdk.RealApplications;

/// <summary><c>applications.json</c> and the truth files beside it.</summary>
/// <param name="folder">Folder of this project's sources.</param>
internal sealed class ApplicationList(string folder)
{
    internal static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public IReadOnlyList<Application> Read()
    {
        using FileStream list = File.OpenRead(Path.Combine(folder, "applications.json"));
        return JsonSerializer.Deserialize<IReadOnlyList<Application>>(list, Json)!;
    }

    public Truth TruthOf(Application application)
    {
        string path = Path.Combine(folder, "Truth", $"{application.Name}.json");
        try
        {
            using FileStream truth = File.OpenRead(path);
            return JsonSerializer.Deserialize<Truth>(truth, Json)!;
        }
        catch (JsonException e)
        {
            throw new RunFailure($"{path}({e.LineNumber + 1}): {e.Message}");
        }
    }
}
