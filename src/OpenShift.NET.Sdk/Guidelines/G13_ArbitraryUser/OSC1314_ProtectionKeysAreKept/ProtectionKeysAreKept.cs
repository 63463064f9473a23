using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G13_ArbitraryUser.OSC1314_ProtectionKeysAreKept;

/// <summary>OSC1314.</summary>
[Rule(
    "OSC1314",
    "Keys of data protection outlive the pod",
    Basic = Severity.Info,
    Recommended = Severity.Warning,
    Strict = Severity.Warning,
    Fix = "Add builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(redis), or PersistKeysToFileSystem(new DirectoryInfo(\"/keys\")) with <OpenShiftWritablePath Include=\"/keys\" Volume=\"Claim\" />.")]
public sealed class ProtectionKeysAreKept : CodeRule
{
    private const string Services = "Microsoft.Extensions.DependencyInjection.";

    // What makes an application protect data that browsers or other pods bring back.
    private static readonly KnownApi[] s_uses =
    [
        Services + "CookieExtensions::AddCookie",
        Services + "SessionServiceCollectionExtensions::AddSession",
        Services + "DataProtectionServiceCollectionExtensions::AddDataProtection",
        Services + "IdentityServiceCollectionExtensions::AddIdentity",
        Services + "IdentityServiceCollectionUIExtensions::AddDefaultIdentity",
        Services + "IdentityServiceCollectionExtensions::AddIdentityApiEndpoints",
        "Microsoft.AspNetCore.Identity.IdentityCookieAuthenticationBuilderExtensions::AddIdentityCookies",
        Services + "OpenIdConnectExtensions::AddOpenIdConnect",
        Services + "BearerTokenExtensions::AddBearerToken",
        "Microsoft.AspNetCore.DataProtection.IDataProtectionProvider::CreateProtector",
        "Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions::CreateProtector",
    ];

    // A form that was open over a restart is sent a second time, and nothing is lost: of one pod no more than a wish.
    private static readonly KnownApi[] s_forms =
    [
        Services + "AntiforgeryServiceCollectionExtensions::AddAntiforgery",
        "Microsoft.AspNetCore.Builder.AntiforgeryApplicationBuilderExtensions::UseAntiforgery",
    ];

    // Pages whose forms get an antiforgery token without being told: only where there is a form.
    private static readonly KnownApi[] s_pages =
    [
        Services + "MvcServiceCollectionExtensions::AddRazorPages",
        Services + "MvcServiceCollectionExtensions::AddControllersWithViews",
        Services + "MvcServiceCollectionExtensions::AddMvc",
    ];

    private static readonly KnownApi s_tagHelper = "Microsoft.AspNetCore.Mvc.Razor.RazorPageBase::CreateTagHelper";

    private static readonly KnownApi[] s_formsInPages =
    [
        "Microsoft.AspNetCore.Mvc.Rendering.HtmlHelperFormExtensions::BeginForm",
        "Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper::BeginForm",
        "Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper::AntiForgeryToken",
    ];

    // What a page of Blazor Server carries to its circuit is protected.
    private static readonly KnownApi[] s_circuits =
    [
        Services + "ComponentServiceCollectionExtensions::AddServerSideBlazor",
        Services + "ServerRazorComponentsBuilderExtensions::AddInteractiveServerComponents",
    ];

    private static readonly KnownApi[] s_kept =
    [
        "Microsoft.AspNetCore.DataProtection.*::PersistKeysTo*",
        "Microsoft.AspNetCore.DataProtection.*::UseEphemeralDataProtectionProvider",
        "Microsoft.AspNetCore.DataProtection.KeyManagement.KeyManagementOptions::set_XmlRepository",
        "Microsoft.AspNetCore.DataProtection.Repositories.IXmlRepository::*",
        "Microsoft.Extensions.DependencyInjection.AzureDataProtectionBuilderExtensions::*",
    ];

    // Their only purpose is to keep keys; who calls them may be a library of the company.
    private static readonly string[] s_packages =
    [
        "Microsoft.AspNetCore.DataProtection.StackExchangeRedis",
        "Microsoft.AspNetCore.DataProtection.EntityFrameworkCore",
        "Azure.Extensions.AspNetCore.DataProtection.Blobs",
        "AspNetCore.DataProtection.CustomStorage.Dapper",
    ];

    private static readonly CodeText s_fix = new(
        "Add builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(redis), or PersistKeysToFileSystem(new DirectoryInfo(\"/keys\")) with <OpenShiftWritablePath Include=\"/keys\" Volume=\"Claim\" />.",
        "Add builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(redis) |> ignore, or PersistKeysToFileSystem(DirectoryInfo \"/keys\") with <OpenShiftWritablePath Include=\"/keys\" Volume=\"Claim\" />.",
        "Add builder.Services.AddDataProtection().PersistKeysToStackExchangeRedis(redis), or PersistKeysToFileSystem(New DirectoryInfo(\"/keys\")) with <OpenShiftWritablePath Include=\"/keys\" Volume=\"Claim\" />.");

    /// <inheritdoc/>
    protected override bool NeedsProject => true;

    /// <inheritdoc/>
    protected override IEnumerable<Finding> Check(Publication publication, CodeFacts code)
    {
        IReadOnlyDictionary<string, string> settings = PublishedSettings.InPod(publication);
        string environment = PublishedSettings.EnvironmentOf(publication, null);
        if (publication.Project is not { Application.Kind: ApplicationKind.Web } project
            || (code.CallsTo(s_uses).FirstOrDefault(static c => c.InProduction) ?? FormsOf(code)) is not { } use
            || code.CallsTo(s_kept).Any(c => c.InProduction && !IsSwitchedOff(c))
            || code.Types.Any(static t => t.Is("Microsoft.AspNetCore.DataProtection.Repositories.IXmlRepository"))
            || (s_packages.Any(code.HasPackage) && !code.CallsTo(s_kept).Any(static c => c.InProduction)))
        {
            yield break;
        }

        string? home = publication.Config.Config.EnvironmentVariable("HOME");
        string folder = (string.IsNullOrEmpty(home) ? "" : home.TrimEnd('/')) + "/.aspnet/DataProtection-Keys";
        if (project.Image.WritablePaths.Any(w => w.Volume == VolumeKind.Claim && (folder + "/").StartsWith(w.Path.TrimEnd('/') + "/", StringComparison.Ordinal)))
        {
            yield break;
        }

        // What is named nowhere but where it was followed keeps no keys elsewhere.
        if (!code.IsComplete && !(code.IsReadWhole && code.NamedMethods.Where(static m => s_kept.Any(k => k.Matches(m.Type, m.Method))).All(m => code.Calls.Any(c => c.Type == m.Type && c.Method == m.Method))))
        {
            yield return Finding.CouldNotTell(CodeLocations.Of(publication, use), "protects data, and not all of the code could be read, so whether its keys are kept is not known");
            yield break;
        }

        string unless = code.CallsTo(s_kept).FirstOrDefault(static c => c.InProduction)?.SettingsIn(environment) is { IsAlways: false } condition ? $", unless {condition}" : "";
        yield return Finding.Violation(
            CodeLocations.Of(publication, use),
            (string.IsNullOrEmpty(home)
                ? "protects data with keys that are kept nowhere, because the image sets no HOME: after each restart, and in every other pod, cookies and tokens are void"
                : $"protects data with keys in {folder}, which go with the pod: after each restart, and in every other pod, cookies and tokens are void") + unless) with
        {
            Fix = s_fix.For(publication),
            AtMost = !s_uses.Any(u => u.Matches(use)) && ScaledOut.Reason(publication) is null ? Severity.Info : null,
        };

        // With the settings of the pod the program does not come there.
        bool IsSwitchedOff(CodeCall call) => call.SettingsIn(environment) is { IsAlways: false } way && way.Evaluate(settings) == false;
    }

    private static CodeCall? FormsOf(CodeFacts code) =>
        code.CallsTo(s_forms).FirstOrDefault(static c => c.InProduction)
        ?? code.CallsTo(s_circuits).FirstOrDefault(static c => c.InProduction)
        ?? (HasForm(code) ? code.CallsTo(s_pages).FirstOrDefault(static c => c.InProduction) : null);

    private static bool HasForm(CodeFacts code) =>
        code.CallsTo(s_formsInPages).Any(static c => c.InProduction)
        || code.CallsTo(s_tagHelper).Any(static c => c.InProduction && c.TypeArguments is ["Microsoft.AspNetCore.Mvc.TagHelpers.FormTagHelper"]);
}
