using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.FileTrees;

namespace OpenShift.NET.Sdk.Guidelines.G05_CleanTemporaryFiles.OSC0508_PagesFindTheirAssets;

/// <summary>OSC0508.</summary>
[Rule(
    "OSC0508",
    "Pages refer only to scripts and styles that the image ships",
    Basic = Severity.Warning,
    Recommended = Severity.Warning,
    Strict = Severity.Error,
    Fix = "Put the file into wwwroot before the publish (run what brings it: npm, libman), or correct the reference.")]
public sealed class PagesFindTheirAssets : Rule
{
    private const string WebRoot = "/wwwroot/";

    private const string EnvironmentTagHelper = "Microsoft.AspNetCore.Mvc.TagHelpers.EnvironmentTagHelper";

    private static readonly KnownApi s_tagHelper = "Microsoft.AspNetCore.Mvc.Razor.RazorPageBase::CreateTagHelper";
    private static readonly KnownApi s_assets = "Microsoft.AspNetCore.Components.ResourceAssetCollection::get_Item";

    private static readonly KnownApi[] s_serves =
    [
        "Microsoft.AspNetCore.Builder.StaticFileExtensions::UseStaticFiles",
        "Microsoft.AspNetCore.Builder.FileServerExtensions::UseFileServer",
        "Microsoft.AspNetCore.Builder.StaticAssetsEndpointRouteBuilderExtensions::MapStaticAssets",
        "Microsoft.AspNetCore.Builder.ComponentsWebAssemblyApplicationBuilderExtensions::UseBlazorFrameworkFiles",
    ];

    private static readonly KnownApi[] s_files = ["Microsoft.AspNetCore.Builder.StaticFileExtensions::UseStaticFiles", "Microsoft.AspNetCore.Builder.FileServerExtensions::UseFileServer"];
    private static readonly KnownApi[] s_routes = ["Microsoft.AspNetCore.Builder.StaticAssetsEndpointRouteBuilderExtensions::MapStaticAssets"];

    // With any of them files come from somewhere else, or under another path.
    private static readonly KnownApi[] s_elsewhere =
    [
        "Microsoft.AspNetCore.Builder.StaticFileOptions::*",
        "Microsoft.AspNetCore.StaticFiles.Infrastructure.SharedOptionsBase::set_*",
        "Microsoft.AspNetCore.Hosting.HostingAbstractionsWebHostBuilderExtensions::UseWebRoot",
        "Microsoft.AspNetCore.Builder.WebApplicationOptions::set_WebRootPath",
        "Microsoft.AspNetCore.Hosting.IWebHostEnvironment::set_*",
        "Microsoft.AspNetCore.Builder.UsePathBaseExtensions::UsePathBase",
        "Microsoft.AspNetCore.SpaServices.*::*",
        "Microsoft.AspNetCore.Builder.Spa*::*",
        "Yarp.ReverseProxy.*::*",
        "Microsoft.AspNetCore.Builder.ReverseProxyIEndpointRouteBuilderExtensions::*",
    ];

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        ShippedAssets? shipped = null;
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string asset, Location where) in OfCode(publication).Concat(OfPages(publication)))
        {
            if (told.Contains(asset) || IsServedByCode(publication, asset) || IsMounted(publication, asset))
            {
                continue;
            }

            if (!(shipped ??= new ShippedAssets(publication)).Has(asset))
            {
                told.Add(asset);
                yield return Missing(publication, where, asset);
            }
            else if (shipped.InOtherCase(asset) is { } name && IsServedFromFiles(publication))
            {
                told.Add(asset);
                yield return Finding.Violation(where with { Scope = "asset:" + asset }, $"refers to {asset}, which the image ships as {name}: another file on Linux, so browsers get 404") with { AtMost = Severity.Warning, Fix = "Write the reference as the file is called." };
            }
        }
    }

    // Routes, as MapStaticAssets makes one of each file, do not tell case.
    private static bool IsServedFromFiles(Publication publication) =>
        publication.Code is { } code && code.CallsTo(s_files).Any(static c => c.InProduction) && !code.CallsTo(s_routes).Any();

    private static Finding Missing(Publication publication, Location where, string asset)
    {
        Finding missing = Finding.Violation(where with { Scope = "asset:" + asset }, $"refers to {asset}, which the image does not ship: browsers get 404");
        return asset switch
        {
            BlazorScripts.Web or BlazorScripts.Server => missing with
            {
                Fix = "Set <RequiresAspNetWebAssets>true</RequiresAspNetWebAssets> and restore again from a source that has the package Microsoft.AspNetCore.App.Internal.Assets; the .NET SDK asks for it by itself only where the restore sees .razor files.",
                ImageFix = "Copy the .razor files before 'dotnet restore' in the Dockerfile: the .NET SDK asks for the package that has the script only where the restore sees such files.",
            },
            BlazorScripts.WebAssembly => missing with { Fix = "Publish the project that references the client's project: what the client consists of is published with it." },
            _ => missing with { AtMost = Severity.Warning },
        };
    }

    /// <summary>What the compiled pages (Razor components, pages and views) refer to.</summary>
    private static IEnumerable<(string Asset, Location Where)> OfCode(Publication publication)
    {
        if (publication.Code is not { } code)
        {
            yield break;
        }

        bool fromWebRoot = code.CallsTo(s_serves).Any() && !code.CallsTo(s_elsewhere).Any();
        foreach (CodeCall call in code.CallsTo(s_assets))
        {
            if (call.ArgumentOf("System.String").Text is { } text && AssetReferences.Normalize(text, "") is { } asset && IsJudged(publication, asset, fromWebRoot))
            {
                yield return (asset, Location.OfCall(publication, call));
            }
        }

        // <link href="~/lib/x.css"> of a view whose tag helpers are on: the attribute is a text of its own. What stands in <environment> is not in every environment.
        foreach (CodeLiteral literal in code.Literals.Where(static l => l.Value.StartsWith("~/", StringComparison.Ordinal)))
        {
            if (AssetReferences.Normalize(literal.Value, "") is { } asset && IsJudged(publication, asset, fromWebRoot) && IsView(code, literal.Type) && !code.CallsTo(s_tagHelper).Any(c => c.In.Type == literal.Type && c.TypeArguments is [EnvironmentTagHelper]))
            {
                yield return (asset, Location.OfCode(publication, literal.Place, literal.Type));
            }
        }

        foreach (CodeLiteral literal in code.Literals.Where(static l => l.Value.Contains('<', StringComparison.Ordinal)))
        {
            foreach (string asset in AssetReferences.In(literal.Value, ""))
            {
                if (IsJudged(publication, asset, fromWebRoot))
                {
                    yield return (asset, Location.OfCode(publication, literal.Place, literal.Type));
                }
            }
        }
    }

    private static bool IsView(CodeFacts code, string type) => code.Types.Any(t => t.Name == type && (t.Is("Microsoft.AspNetCore.Mvc.Razor.RazorPageBase") || t.Is("Microsoft.AspNetCore.Mvc.Razor.RazorPage") || t.Is("Microsoft.AspNetCore.Mvc.Razor.RazorPage`1") || t.Is("Microsoft.AspNetCore.Mvc.RazorPages.Page")));

    /// <summary>What the pages below wwwroot refer to.</summary>
    private static IEnumerable<(string Asset, Location Where)> OfPages(Publication publication)
    {
        if (publication.Code is { } code && code.CallsTo(s_elsewhere).Any())
        {
            yield break;
        }

        foreach (FileVersion page in publication.Files.Visible)
        {
            int at = page.Path.IndexOf(WebRoot, StringComparison.Ordinal);
            if (at >= 0 && page is { Origin: Origin.App, File: { Kind: FileKind.File, Text: { } text } } && page.Path.EndsWith(".html", StringComparison.OrdinalIgnoreCase))
            {
                string relative = page.Path[(at + WebRoot.Length)..];

                // A page among a library's own files is an example of it.
                if (relative.StartsWith("_content/", StringComparison.Ordinal) || relative.StartsWith("lib/", StringComparison.Ordinal))
                {
                    continue;
                }

                foreach (string asset in AssetReferences.In(text, relative.LastIndexOf('/') is var slash and >= 0 ? relative[..(slash + 1)] : ""))
                {
                    if (IsJudged(publication, asset, fromWebRoot: true))
                    {
                        yield return (asset, Location.OfFile(publication.Files, page));
                    }
                }
            }
        }
    }

    private static bool IsJudged(Publication publication, string asset, bool fromWebRoot) => asset switch
    {
        BlazorScripts.Web or BlazorScripts.Server => BlazorScripts.AreFiles(publication),
        BlazorScripts.WebAssembly => true,
        _ when asset.StartsWith("_framework/", StringComparison.Ordinal) => false,
        _ => fromWebRoot,
    };

    private static bool IsServedByCode(Publication publication, string asset) =>
        publication.Code?.Literals.Any(l => l.Value.Length == asset.Length + 1 && l.Value[0] == '/' && l.Value.EndsWith(asset, StringComparison.OrdinalIgnoreCase)) == true;

    // A script with the settings of a deployment is often a mounted ConfigMap.
    private static bool IsMounted(Publication publication, string asset)
    {
        string path = ImagePath.Combine(ImagePath.Normalize(publication.Config.Config.WorkingDir ?? ImagePath.Root), "wwwroot/" + asset);
        return PublishedContainers.Of(publication).Any(c => c.Mounts.Any(m => m.Path.Length > 1 && m.Holds(path)));
    }
}
