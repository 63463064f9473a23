using System.Text.Json;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0508_PagesFindTheirAssets;

/// <summary>The scripts that start Blazor in a browser.</summary>
internal static class BlazorScripts
{
    /// <summary>That of a Blazor Web App.</summary>
    public const string Web = "_framework/blazor.web.js";

    /// <summary>That of Blazor Server.</summary>
    public const string Server = "_framework/blazor.server.js";

    /// <summary>That of a client in WebAssembly, which comes with the client.</summary>
    public const string WebAssembly = "_framework/blazor.webassembly.js";

    private const int FirstWithFiles = 10;

    /// <summary>Whether ASP.NET Core serves <see cref="Web"/> and <see cref="Server"/> as files of the application; before .NET 10 they are in its own assemblies.</summary>
    public static bool AreFiles(Publication publication)
    {
        string? framework = publication.Project?.Application.TargetFramework ?? publication.Files.Visible
            .Where(static f => f is { Origin: Origin.App, File.Text: not null } && f.Path.EndsWith(".runtimeconfig.json", StringComparison.OrdinalIgnoreCase))
            .Select(static f => TargetFrameworkOf(f.File.Text!))
            .FirstOrDefault(static t => t is not null);
        return framework is not null && framework.StartsWith("net", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(framework.AsSpan(3, Math.Max(framework.IndexOf('.', StringComparison.Ordinal), 3) - 3), out int major) && major >= FirstWithFiles;
    }

    private static string? TargetFrameworkOf(string runtimeConfig)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(runtimeConfig, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("runtimeOptions", out JsonElement options) && options.ValueKind == JsonValueKind.Object
                && options.TryGetProperty("tfm", out JsonElement tfm) && tfm.ValueKind == JsonValueKind.String ? tfm.GetString() : null;
        }
        catch (JsonException)
        {
            // The host itself says that the file is malformed.
            return null;
        }
    }
}
