using System.Text.Json;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0508_PagesFindTheirAssets;

/// <summary>What the image has for browsers, by path from the web root.</summary>
internal sealed class ShippedAssets
{
    private const string WebRoot = "/wwwroot/";
    private const string Endpoints = ".staticwebassets.endpoints.json";

    private readonly HashSet<string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _exact = new(StringComparer.Ordinal);

    // Folder and name up to the first dot, and extension: app.3fk2a.css stands for app.css, which the endpoints translate.
    private readonly HashSet<string> _fingerprinted = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the files below <c>wwwroot</c>, and the routes of MapStaticAssets.</summary>
    public ShippedAssets(Publication publication)
    {
        foreach (FileVersion file in publication.Files.Visible)
        {
            if (file.File.Kind is not (FileKind.File or FileKind.SymbolicLink))
            {
                continue;
            }

            int at = file.Path.IndexOf(WebRoot, StringComparison.Ordinal);
            if (at >= 0)
            {
                Add(file.Path[(at + WebRoot.Length)..]);
            }
            else if (file.File.Text is { } text && file.Path.EndsWith(Endpoints, StringComparison.OrdinalIgnoreCase))
            {
                foreach (string route in Routes(text))
                {
                    Add(route);
                }
            }
        }
    }

    /// <summary>Whether the image has an asset, by its name or with a fingerprint in it.</summary>
    public bool Has(string asset) => _paths.Contains(asset) || _fingerprinted.Contains(asset);

    /// <summary>How a file is called that differs from an asset in case alone, and is another one on Linux; <see langword="null"/> when there is none, or the asset itself is there.</summary>
    public string? InOtherCase(string asset) => !_exact.Contains(asset) && _paths.TryGetValue(asset, out string? shipped) ? shipped : null;

    private void Add(string path)
    {
        _paths.Add(path);
        _exact.Add(path);

        // name.FINGERPRINT.ext: the part before the extension is cut out.
        int extension = path.LastIndexOf('.');
        int fingerprint = extension <= 0 ? -1 : path.LastIndexOf('.', extension - 1);
        if (fingerprint > path.LastIndexOf('/'))
        {
            _fingerprinted.Add(string.Concat(path.AsSpan(0, fingerprint), path.AsSpan(extension)));
        }
    }

    private static List<string> Routes(string text)
    {
        var routes = new List<string>();
        try
        {
            using JsonDocument document = JsonDocument.Parse(text);
            if (document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("Endpoints", out JsonElement endpoints) && endpoints.ValueKind == JsonValueKind.Array)
            {
                foreach (JsonElement endpoint in endpoints.EnumerateArray())
                {
                    if (endpoint.ValueKind == JsonValueKind.Object && endpoint.TryGetProperty("Route", out JsonElement route) && route.ValueKind == JsonValueKind.String)
                    {
                        routes.Add(route.GetString()!);
                    }
                }
            }
        }
        catch (JsonException)
        {
            // The application says so itself when it starts; the files count.
        }

        return routes;
    }
}
