using System.Buffers;
using System.Collections.Immutable;
using System.Text;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Publishing;

/// <summary>Tells whether anybody looks for a section of the settings: the code, or a library by a text of its own.</summary>
internal static class SectionReaders
{
    private const int LargestAssembly = 64 * 1024 * 1024;
    private const int MostAssemblies = 400;

    // Of the framework and of hosts, which are not among the files; ConnectionStrings have readers of all kinds.
    private static readonly string[] s_known =
        ["ConnectionStrings", "Logging", "Kestrel", "Authentication", "AllowedHosts", "Console", "HttpSys", "IIS", "ForwardedHeaders", "HostOptions", "Serilog", "NLog", "AzureAd", "AzureAdB2C", "EntraId", "ApplicationInsights", "Azure", "AWS", "Aspire", "OTEL", "Hosting", "WebJobs", "Values"];

    private static readonly KnownApi[] s_enumerating =
    [
        "Microsoft.Extensions.Configuration.ConfigurationExtensions::AsEnumerable",
        "Microsoft.Extensions.Configuration.*::GetChildren",
        "Microsoft.Extensions.Configuration.ConfigurationRootExtensions::GetDebugView",
    ];

    private static readonly KnownApi[] s_binders =
    [
        "Microsoft.Extensions.DependencyInjection.OptionsConfigurationServiceCollectionExtensions::Configure",
        "Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions::Bind",
        "Microsoft.Extensions.Configuration.ConfigurationBinder::Get",
        "Microsoft.Extensions.Configuration.ConfigurationBinder::Bind",
    ];

    private static readonly KnownApi[] s_byName =
    [
        "Microsoft.Extensions.DependencyInjection.OptionsBuilderConfigurationExtensions::BindConfiguration",
        "Microsoft.Extensions.Configuration.*::GetSection",
        "Microsoft.Extensions.Configuration.*::GetRequiredSection",
        "Microsoft.Extensions.Configuration.*::get_Item",
        "Microsoft.Extensions.Configuration.ConfigurationBinder::GetValue",
    ];

    /// <summary>Whether certainly nobody does.</summary>
    /// <param name="code">The code.</param>
    /// <param name="files">What is published: the libraries are among it.</param>
    /// <param name="section">The first part of the setting's name.</param>
    public static bool IsNobody(CodeFacts code, ImmutableArray<PublishFile> files, string section) =>
        code is { IsComplete: true, IsReadWhole: true } && section.Length > 1 && !s_known.Contains(section, StringComparer.OrdinalIgnoreCase)
        && !code.Literals.Any(l => Names(l.Value, section))
        && !code.Types.Any(t => t.Attributes.Any(a => a.Arguments.Any(v => v.Text is { } text && Names(text, section))))
        && !code.BoundProperties.Any(p => p.Setting.Key.StartsWith(section + ":", StringComparison.OrdinalIgnoreCase))
        && !(code.NamedMethods.Any(static m => m is ("System.Reflection.MemberInfo" or "System.Type", "get_Name")) && code.Types.Any(t => t.Name[(t.Name.LastIndexOfAny(['.', '+']) + 1)..].StartsWith(section, StringComparison.OrdinalIgnoreCase)))
        && !TakesAny(code)
        && !code.Packages.Any(p => p.Name.Contains(section, StringComparison.OrdinalIgnoreCase))
        && IsInNoLibrary(code, files, section);

    // "AppSettings:Token", "AppSettings__Token", "AppSettings:"; a file's name names no section.
    private static bool Names(string text, string section) =>
        text.Contains(section, StringComparison.OrdinalIgnoreCase) && !text.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && !text.Equals("appsettings.", StringComparison.OrdinalIgnoreCase)
        && text.Replace("__", ":", StringComparison.Ordinal).Split(':', '.', '/', ' ').Any(part => part.Equals(section, StringComparison.OrdinalIgnoreCase));

    // Who goes through all of it, or asks by a name that only the running program knows, may come here. Objects of the application that all of the configuration is bound to have their properties among the bound ones.
    private static bool TakesAny(CodeFacts code) =>
        code.CallsTo(s_enumerating).Any(static c => c.Reachable)
        || code.CallsTo(s_binders).Any(c => c.Reachable && c.ArgumentOf("Microsoft.Extensions.Configuration.IConfiguration") is not ConfigurationValue { FromEnvironment: false, Key.Length: > 0 } && !code.BoundProperties.Any(p => p.In.Key == c.In.Key))
        || code.CallsTo(s_byName).Any(static c => c.Reachable && !IsConstant(c.ArgumentOf("System.String")));

    private static bool IsConstant(CodeValue name) => name is OneOfValue one ? one.Values.All(IsConstant) : name.Text is not null || name is TextValue { Parts: [{ Text.Length: > 1 }, ..] };

    private static bool IsInNoLibrary(CodeFacts code, ImmutableArray<PublishFile> files, string section)
    {
        HashSet<string> own = [.. code.Assemblies.Select(static a => a.Name)];
        PublishFile[] libraries =
        [
            .. files.Where(f => f.LeftOutBecause is null && f.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && !f.Path.EndsWith(".resources.dll", StringComparison.OrdinalIgnoreCase) && f.AssetType != "native"
                && !own.Contains(Path.GetFileNameWithoutExtension(f.Path)) && !Path.GetFileName(f.Path).StartsWith("System.", StringComparison.Ordinal)),
        ];

        // Of a single file or a native program the libraries are not seen.
        return files.Any(f => f.Path.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) && own.Contains(Path.GetFileNameWithoutExtension(f.Path))) && libraries.Length <= MostAssemblies && !Array.Exists(libraries, l => MayName(l.Source, section));
    }

    // Texts of an assembly are UTF-16 behind their length: the section as the whole of one, or before a colon.
    private static bool MayName(string path, string section)
    {
        byte[]? rented = null;
        try
        {
            using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (file.Length > LargestAssembly)
            {
                return true;
            }

            rented = ArrayPool<byte>.Shared.Rent((int)file.Length);
            Span<byte> bytes = rented.AsSpan(0, (int)file.Length);
            file.ReadExactly(bytes);
            foreach (string spelling in (ReadOnlySpan<string>)[section, section.ToLowerInvariant(), section.ToUpperInvariant()])
            {
                byte[] text = Encoding.Unicode.GetBytes(spelling);
                for (int at = 0, next; at < bytes.Length && (next = bytes[at..].IndexOf(text)) >= 0; at += next + 1)
                {
                    int begin = at + next;
                    int end = begin + text.Length;
                    bool isWhole = begin > 0 && bytes[begin - 1] == text.Length + 1;
                    bool isFirst = end + 1 < bytes.Length && bytes[end] == ':' && bytes[end + 1] == 0;
                    if (isWhole || isFirst)
                    {
                        return true;
                    }
                }
            }

            return false;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }
}
