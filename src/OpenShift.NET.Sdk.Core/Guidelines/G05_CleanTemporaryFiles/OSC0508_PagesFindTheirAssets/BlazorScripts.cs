using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Runtimes;

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
            .Select(static f => RuntimeConfig.Read(f.File.Text!, null).TargetFramework)
            .FirstOrDefault(static t => t is not null);
        return framework is not null && framework.StartsWith("net", StringComparison.OrdinalIgnoreCase)
            && int.TryParse(framework.AsSpan(3, Math.Max(framework.IndexOf('.', StringComparison.Ordinal), 3) - 3), out int major) && major >= FirstWithFiles;
    }
}
