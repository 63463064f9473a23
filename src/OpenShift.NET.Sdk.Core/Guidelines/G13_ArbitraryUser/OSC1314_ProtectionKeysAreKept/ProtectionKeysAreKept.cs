using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Pods;
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
        IReadOnlyDictionary<string, string> settings = PublishedSettings.InServingPod(publication, code);
        string environment = PublishedSettings.EnvironmentOf(publication, null);
        if (publication.Project is not { Application.Kind: ApplicationKind.Web } project
            || DataProtectionUse.Of(code) is not { } use
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
            AtMost = DataProtectionUse.IsOfForms(use) && ScaledOut.Reason(publication) is null ? Severity.Info : null,
        };

        // With the settings of the pod the program does not come there.
        bool IsSwitchedOff(CodeCall call) => call.SettingsIn(environment) is { IsAlways: false } way && way.Evaluate(settings) == false;
    }
}
