using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Publishing.AnyImage;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary>What every command that judges an image can be told.</summary>
internal sealed class ImageOptions
{
    private readonly Argument<string> _image = new("image") { Description = "registry/repository:tag, oci:PATH[:TAG], oci-archive:PATH[:TAG] or docker-archive:PATH[:TAG]" };
    private readonly Option<string> _profile = ProfileOption.Create("How strict rules are.");
    private readonly Option<string> _threshold = new("--severity-threshold") { Description = "The mildest finding that makes the exit code 1.", DefaultValueFactory = static _ => "error" };
    private readonly Option<string?> _platform = new("--platform") { Description = "Which image of an index, for example linux/arm64; default: linux and this machine's architecture." };
    private readonly Option<string?> _base = new("--base") { Description = "The base image, written like the image; default: what the label org.opencontainers.image.base.name says." };
    private readonly Option<string[]> _insecure = new("--insecure-registry") { Description = "A registry that may be spoken to without trusted TLS; can be given several times.", DefaultValueFactory = static _ => [] };
    private readonly Option<string?> _sarif = new("--sarif") { Description = "Writes the report as SARIF 2.1.0." };
    private readonly Option<string?> _html = new("--html") { Description = "Writes the report as one HTML file." };
    private readonly Option<string?> _cache = new("--cache") { Description = "Folder that keeps what is known of layers." };

    public ImageOptions() => _threshold.AcceptOnlyFromAmong("error", "warning", "info", "none");

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(_image);
        foreach (Option option in (Option[])[_profile, _threshold, _platform, _base, _insecure, _sarif, _html, _cache])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is asked.</summary>
    /// <exception cref="OpenShiftException">OSC0070: an option cannot be understood.</exception>
    public ImageCheckRequest RequestOf(ParseResult parsed) => new()
    {
        Image = parsed.GetRequiredValue(_image),
        Base = parsed.GetValue(_base),
        Platform = PlatformOf(parsed.GetValue(_platform)),
        Profile = ProfileOption.Of(parsed.GetRequiredValue(_profile)),
        InsecureRegistries = [.. parsed.GetValue(_insecure) ?? []],
        Today = DateOnly.FromDateTime(DateTime.UtcNow),
        CacheDirectory = FullPath(parsed.GetValue(_cache)) ?? DefaultCache(),
    };

    /// <summary>What is made of the answer.</summary>
    /// <exception cref="OpenShiftException">OSC0070: an option cannot be understood.</exception>
    public ImageReport ReportOf(ParseResult parsed) => new(ThresholdOf(parsed.GetRequiredValue(_threshold)), FullPath(parsed.GetValue(_sarif)), FullPath(parsed.GetValue(_html)));

    /// <summary>The full path of what an option names; <see langword="null"/> when it names nothing.</summary>
    /// <exception cref="OpenShiftException">OSC0070: it is no path.</exception>
    public static string? FullPath(string? path)
    {
        try
        {
            return path is null ? null : Path.GetFullPath(path);
        }
        catch (ArgumentException)
        {
            throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"'{path}' is no path", "Write the path of a file or folder.");
        }
    }

    private static Severity? ThresholdOf(string text) => text switch
    {
        "warning" => Severity.Warning,
        "info" => Severity.Info,
        "none" => null,
        _ => Severity.Error,
    };

    private static Platform PlatformOf(string? text) => text?.Split('/') switch
    {
        null => RuntimePlatform.Of(null),
        [{ Length: > 0 } os, { Length: > 0 } architecture] => new Platform(os, architecture),
        [{ Length: > 0 } os, { Length: > 0 } architecture, { Length: > 0 } variant] => new Platform(os, architecture, variant),
        _ => throw new OpenShiftException(ToolCodes.InvalidCommandLine, $"'{text}' is no platform", "Write it as os/architecture or os/architecture/variant, for example linux/arm64."),
    };

    private static string DefaultCache()
    {
        string folder = OperatingSystem.IsWindows() ? Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData)
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Path.Combine(folder, "openshift-net-sdk");
    }
}
