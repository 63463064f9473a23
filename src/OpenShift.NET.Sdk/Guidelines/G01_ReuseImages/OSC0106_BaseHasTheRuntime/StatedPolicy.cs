using System.Text.Json;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G01_ReuseImages.OSC0106_BaseHasTheRuntime;

/// <summary>The roll-forward policy of an application of which only the project is known.</summary>
internal static class StatedPolicy
{
    /// <summary>Whether the host may take a runtime of a higher major version: <c>DOTNET_ROLL_FORWARD</c>, or <c>rollForward</c> in <c>*.runtimeconfig.json</c>.</summary>
    public static bool CrossesMajors(Publication publication)
    {
        ProjectFacts? project = publication.Project;
        return AllowsMajor(publication.Config.Config.EnvironmentVariable("DOTNET_ROLL_FORWARD"))
            || (project is not null
                && AllowsMajor(PolicyIn(publication.Files.Find(ImagePath.Combine(project.Image.WorkingDirectory, project.Identity.AssemblyName + ".runtimeconfig.json"))?.File.Text)));
    }

    private static bool AllowsMajor(string? policy) =>
        string.Equals(policy, "Major", StringComparison.OrdinalIgnoreCase) || string.Equals(policy, "LatestMajor", StringComparison.OrdinalIgnoreCase);

    private static string? PolicyIn(string? runtimeConfig)
    {
        if (string.IsNullOrEmpty(runtimeConfig))
        {
            return null;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(runtimeConfig, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("runtimeOptions", out JsonElement options)
                && options.ValueKind == JsonValueKind.Object
                && options.TryGetProperty("rollForward", out JsonElement policy)
                && policy.ValueKind == JsonValueKind.String ? policy.GetString() : null;
        }
        catch (JsonException)
        {
            // The host itself will say that the file is malformed; it names no policy.
            return null;
        }
    }
}
