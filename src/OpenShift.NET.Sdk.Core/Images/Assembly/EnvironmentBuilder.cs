using System.Collections.Immutable;
using System.Globalization;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.SourceToImage;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>The environment of the image: the base's, then <see cref="Ours"/>, then the user's, the later of a name winning in its first one's place.</summary>
internal static class EnvironmentBuilder
{
    /// <summary>Every variable this SDK sets by itself; the documentation is held against this list.</summary>
    public static ImmutableArray<NamedValue> Ours(ProjectFacts facts, ImagePorts ports, string? guard = null)
    {
        var variables = ImmutableArray.CreateBuilder<NamedValue>();

        // Guideline 8: the product's version, for people in a terminal and for processes beside the application.
        if (facts.Identity.Version.Length > 0)
        {
            variables.Add(new NamedValue(VersionName(facts.Identity), facts.Identity.Version));
        }

        // Exposed and listened ports agree, unless the project says itself where it listens.
        if (ListensWhereWeSay(facts, ports) is { Length: > 0 } http)
        {
            variables.Add(ports.ByUrls ? new NamedValue("ASPNETCORE_URLS", string.Join(';', http.Split(';').Select(static p => "http://*:" + p))) : new NamedValue("ASPNETCORE_HTTP_PORTS", http));
        }

        // An arbitrary user has no home in /etc/passwd, and under a read-only root file system only /tmp is writable.
        variables.Add(new NamedValue("HOME", "/tmp"));

        // The diagnostics port and the debugger's transport are sockets, pipes and shared memory in /tmp; nobody attaches to production by default.
        // DOTNET_EnableDiagnostics=0 would switch off profilers too, which agents (OpenTelemetry's operator, APMs) are. DOTNET_STARTUP_HOOKS and CORECLR_* are those agents' own.
        if (!facts.Metadata.Diagnostics && !facts.Image.Environment.Any(static v => v.Name is "DOTNET_EnableDiagnostics" or "COMPlus_EnableDiagnostics"))
        {
            variables.Add(new NamedValue("DOTNET_EnableDiagnostics_IPC", "0"));
            variables.Add(new NamedValue("DOTNET_EnableDiagnostics_Debugger", "0"));
        }

        // Of the cgroup's memory limit; the runtime reads the number as hexadecimal.
        int percent = facts.Metadata.GCHeapHardLimitPercent;
        if (percent is < 0 or > 100)
        {
            throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftGCHeapHardLimitPercent is '{percent.ToString(CultureInfo.InvariantCulture)}'", "Set it to a number from 1 to 100, or to 0 for the runtime's own default.", facts.PlaceOf("OpenShiftGCHeapHardLimitPercent"));
        }

        if (percent != 0)
        {
            variables.Add(new NamedValue("DOTNET_GCHeapHardLimitPercent", percent.ToString("X", CultureInfo.InvariantCulture)));
        }

        // A single file with native libraries unpacks them at start.
        if (facts.Application is { SingleFile: true, Aot: false })
        {
            variables.Add(new NamedValue("DOTNET_BUNDLE_EXTRACT_BASE_DIR", "/tmp/.net"));
        }

        // The guard compiled into the application is asleep without it: in tests, on a developer's machine, in images of others.
        if (guard is not null)
        {
            variables.Add(new NamedValue(GuardRecord.Variable, guard));
        }

        return variables.ToImmutable();
    }

    /// <summary>The whole environment, <c>NAME=value</c>.</summary>
    /// <exception cref="OpenShiftException">OSC0025: a name or value is invalid; OSC0026: a property is.</exception>
    public static ImmutableArray<string> Build(ProjectFacts facts, ImagePorts ports, ExecutionConfig baseConfig, string? guard = null, BuilderImage? builder = null)
    {
        var names = new List<string>();
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        bool weSay = ListensWhereWeSay(facts, ports) is { Length: > 0 } || ports.CodeDecides;
        foreach (string entry in baseConfig.Env ?? [])
        {
            int equals = entry.IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? entry : entry[..equals];

            // The base's ASPNETCORE_URLS would outweigh the ports that are set here, and its ASPNETCORE_HTTP_PORTS would say something else than the addresses, or than code that outweighs both.
            if (name.Length > 0 && !IsOfItsOwnStart(name) && !(weSay && (name == (ports.ByUrls ? "ASPNETCORE_HTTP_PORTS" : "ASPNETCORE_URLS") || (ports.CodeDecides && name is "ASPNETCORE_HTTP_PORTS" or "ASPNETCORE_HTTPS_PORTS"))))
            {
                Set(name, equals < 0 ? "" : entry[(equals + 1)..]);
            }
        }

        foreach (NamedValue variable in (NamedValue[])[.. Ours(facts, ports, guard), .. builder?.Environment ?? []])
        {
            Set(variable.Name, variable.Value);
        }

        foreach (NamedValue variable in facts.Image.Environment)
        {
            Require(variable, facts);
            Set(variable.Name, variable.Value);
        }

        // What a .NET builder builds listens where the image says, also where the builder's own application is no server; Microsoft's images of the SDK have the variable empty.
        if (builder is { Kind: BuilderKind.DotnetBuilder } && !names.Any(n => ListeningPorts.IsSetting(n) && values[n].Length > 0))
        {
            Set("ASPNETCORE_HTTP_PORTS", ImagePorts.DefaultHttpPort.ToString(CultureInfo.InvariantCulture));
        }

        return [.. names.Select(n => n + "=" + values[n])];

        void Set(string name, string value)
        {
            if (!values.ContainsKey(name))
            {
                names.Add(name);
            }

            values[name] = value;
        }
    }

    /// <summary>The variable that holds the product's version: <c>WEB_API_VERSION</c> for <c>Web.Api</c>.</summary>
    public static string VersionName(ProjectIdentity identity)
    {
        string name = identity.AssemblyName.Length > 0 ? identity.AssemblyName : identity.Name;
        Span<char> upper = stackalloc char[name.Length];
        for (int i = 0; i < name.Length; i++)
        {
            upper[i] = char.IsAsciiLetterOrDigit(name[i]) ? char.ToUpperInvariant(name[i]) : '_';
        }

        return (char.IsAsciiDigit(upper[0]) ? "_" : "") + upper.ToString() + "_VERSION";
    }

    // Where Red Hat's .NET images expect an application and the script that starts it: ours lies and starts elsewhere. And what the guard asks for: that of a base
    // made by this SDK would end ours for want of its settings.
    private static bool IsOfItsOwnStart(string name) => name is "DOTNET_APP_PATH" or "DOTNET_DEFAULT_CMD" or GuardRecord.Variable;

    private static string? ListensWhereWeSay(ProjectFacts facts, ImagePorts ports) =>
        facts.Application.Kind != ApplicationKind.Web || ports.AreConfigured ? null
        : string.Join(';', (ports.CodeDecides ? ports.ByCode : ports.Exposed.Where(p => p.Protocol == "tcp" && !ports.Https.Contains(p.Number) && !ports.Sockets.Contains(p.Number)).Select(static p => p.Number)).Select(static n => n.ToString(CultureInfo.InvariantCulture)));

    // The value may be a secret and is never shown.
    private static void Require(NamedValue variable, ProjectFacts facts)
    {
        bool isName = variable.Name.Length > 0;
        foreach (char c in variable.Name)
        {
            isName &= c != '=' && !char.IsControl(c) && !char.IsWhiteSpace(c);
        }

        if (!isName)
        {
            throw new OpenShiftException(ToolCodes.InvalidEnvironmentVariable, "A ContainerEnvironmentVariable has a name that is empty or contains '=', a space or a control character", "Name it with letters, digits and '_'.", facts.PlaceOf("ContainerEnvironmentVariable"));
        }

        if (variable.Value.Contains('\0', StringComparison.Ordinal))
        {
            throw new OpenShiftException(ToolCodes.InvalidEnvironmentVariable, $"ContainerEnvironmentVariable '{variable.Name}' has a value with a NUL character", "Remove the character.", facts.PlaceOf("ContainerEnvironmentVariable"));
        }
    }
}
