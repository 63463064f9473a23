using System.CommandLine;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Projects.Description;
using OpenShift.NET.Sdk.Publishing.AnyImage;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary>What every command that judges an image can be told.</summary>
internal sealed class ImageOptions
{
    private readonly Argument<string?> _image = new("image") { Description = "registry/repository:tag, oci:PATH[:TAG], oci-archive:PATH[:TAG] or docker-archive:PATH[:TAG]" };
    private readonly Option<string> _profile = ProfileOption.Create("How strict rules are.");
    private readonly Option<string> _threshold = new("--severity-threshold") { Description = "The mildest finding that makes the exit code 1.", DefaultValueFactory = static _ => "error" };
    private readonly Option<string?> _platform = new("--platform") { Description = "Which image of an index, for example linux/arm64; default: linux and this machine's architecture." };
    private readonly Option<string?> _base = new("--base") { Description = "The base image, written like the image; default: what the label org.opencontainers.image.base.name says." };
    private readonly Option<string[]> _insecure = new("--insecure-registry") { Description = "A registry that may be spoken to without trusted TLS; can be given several times.", DefaultValueFactory = static _ => [] };
    private readonly Option<string?> _sarif = new("--sarif") { Description = "Writes the report as SARIF 2.1.0." };
    private readonly Option<string?> _html = new("--html") { Description = "Writes the report as one HTML file." };
    private readonly Option<string?> _cache = new("--cache") { Description = "Folder that keeps what is known of layers." };

    /// <param name="imageIsOptional">Whether the command can do without an image.</param>
    public ImageOptions(bool imageIsOptional = false)
    {
        _threshold.AcceptOnlyFromAmong("error", "warning", "info", "none");
        _image.Arity = imageIsOptional ? ArgumentArity.ZeroOrOne : ArgumentArity.ExactlyOne;
    }

    /// <summary>Whether an image is named.</summary>
    public bool HasImage(ParseResult parsed) => parsed.GetValue(_image) is not null;

    /// <summary>Adds them to a command.</summary>
    public void AddTo(Command command)
    {
        AddImageTo(command);
        foreach (Option option in (Option[])[_profile, _threshold, _sarif, _html])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>Adds those to a command that name an image.</summary>
    public void AddImageTo(Command command)
    {
        command.Arguments.Add(_image);
        AddReadingTo(command);
    }

    /// <summary>Adds those to a command that say how an image is read, which another argument names.</summary>
    public void AddReadingTo(Command command)
    {
        foreach (Option option in (Option[])[_platform, _base, _insecure, _cache])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>What is asked.</summary>
    /// <exception cref="OpenShiftException">OSC0070: an option cannot be understood.</exception>
    public ImageCheckRequest RequestOf(ParseResult parsed) => ImageOf(parsed) with { Profile = ProfileOption.Of(parsed.GetRequiredValue(_profile)) };

    /// <summary>Which image is named.</summary>
    /// <exception cref="OpenShiftException">OSC0070: an option cannot be understood.</exception>
    public ImageCheckRequest ImageOf(ParseResult parsed) => ImageOf(parsed, parsed.GetRequiredValue(_image)!);

    /// <summary>Which image is named by another argument.</summary>
    /// <exception cref="OpenShiftException">OSC0070: an option cannot be understood.</exception>
    public ImageCheckRequest ImageOf(ParseResult parsed, string image) => new()
    {
        Image = image,
        Base = parsed.GetValue(_base),
        Platform = PlatformOf(parsed.GetValue(_platform)),
        InsecureRegistries = [.. parsed.GetValue(_insecure) ?? []],
        Today = DateOnly.FromDateTime(DateTime.UtcNow),
        CacheDirectory = FullPath(parsed.GetValue(_cache)) ?? UserCache.Default(),
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
}
