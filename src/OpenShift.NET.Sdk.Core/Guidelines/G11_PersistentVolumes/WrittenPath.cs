using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Guidelines.Pods;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.Access;
using OpenShift.NET.Sdk.Manifests.Yaml;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Guidelines.G11_PersistentVolumes;

/// <summary>A path that the code writes to, as it is in a container.</summary>
/// <param name="Path">Absolute path in the image; the known part of it when <paramref name="IsWhole"/> is not set.</param>
/// <param name="IsWhole">Whether all of it is known, and not only the folder it begins with.</param>
internal sealed record WrittenPath(string Path, bool IsWhole)
{
    // What names the application's folder.
    private static readonly KnownApi[] s_applicationFolder =
    [
        "System.AppContext::get_BaseDirectory",
        "System.AppDomain::get_BaseDirectory",
        "System.Environment::get_CurrentDirectory",
        "System.IO.Directory::GetCurrentDirectory",
        "Microsoft.Extensions.Hosting.IHostEnvironment::get_ContentRootPath",
        "Microsoft.AspNetCore.Hosting.IHostingEnvironment::get_ContentRootPath",
        "Microsoft.Extensions.Hosting.IHostingEnvironment::get_ContentRootPath",
    ];

    private static readonly KnownApi s_userFolder = "System.Environment::GetFolderPath";
    private static readonly KnownApi s_parent = "System.IO.Path::GetDirectoryName";
    private static readonly KnownApi[] s_assembly = ["System.Reflection.Assembly::get_Location", "System.Environment::get_ProcessPath", "System.Reflection.Assembly::get_CodeBase"];

    private static readonly KnownApi[] s_webRoot =
    [
        "Microsoft.AspNetCore.Hosting.IWebHostEnvironment::get_WebRootPath",
        "Microsoft.AspNetCore.Hosting.IHostingEnvironment::get_WebRootPath",
    ];

    /// <summary>The folder that has to be writable: of a file the one it is in.</summary>
    public string Folder(bool isFolder) => isFolder || !IsWhole ? Path : ImagePath.Parent(Path);

    /// <summary>The values that a path can be, also where only its beginning can be one of several: <c>Path.Combine(folder ?? Directory.GetCurrentDirectory(), name)</c>.</summary>
    public static IEnumerable<CodeValue> AlternativesOf(CodeValue value) =>
        value.Alternatives.SelectMany(static IEnumerable<CodeValue> (one) => one is TextValue { Parts: [OneOfValue beginning, ..] } text
            ? beginning.Values.Select(first => first is TextValue inner ? new TextValue([.. inner.Parts, .. text.Parts.Skip(1)]) : new TextValue([first, .. text.Parts.Skip(1)]))
            : (CodeValue[])[one]);

    /// <summary>The path a value leads to; <see langword="null"/> when it cannot be told, or is none on Linux.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="value">The value.</param>
    /// <param name="settings">The settings the application starts with.</param>
    /// <param name="userFolders">Whether a folder of the user that no pod has counts: it is an empty text there, so that what follows is seen from the working folder. OSC1313 tells of writes to such a one.</param>
    public static WrittenPath? Of(Publication publication, CodeValue value, IReadOnlyDictionary<string, string> settings, bool userFolders = false)
    {
        ArgumentNullException.ThrowIfNull(publication);
        if (value is ObjectValue { Type: "System.IO.DirectoryInfo" or "System.IO.FileInfo", Arguments: [var inner, ..] })
        {
            return Of(publication, inner, settings);
        }

        value = Taken(value, settings);
        string working = ImagePath.Normalize(publication.Config.Config.WorkingDir is { Length: > 0 } folder ? folder : ImagePath.Root);
        // Path.Combine("", "app.db") is "app.db", and a rooted part throws away what comes before.
        if (value is not TextValue && Routes.Resolve(value, settings) is { } text)
        {
            return IsLinuxPath(text) ? new WrittenPath(ImagePath.Combine(working, text), IsWhole: true) : null;
        }

        CodeValue first = value is TextValue { Parts: [var part, ..] } ? part : value;
        string? root = first is ResultValue { Call: { } call } ? RootOf(call, working) ?? (userFolders && value is TextValue && IsMissingFolder(call) ? working : null) : null;
        if (root is not null && value is not TextValue)
        {
            return new WrittenPath(root, IsWhole: true);
        }

        if (value is not TextValue { Parts: var parts })
        {
            return null;
        }

        string known = root ?? "";
        bool whole = true;
        bool isEmptySetting = false;
        foreach (CodeValue next in root is null ? parts : parts.Skip(1))
        {
            if (Routes.Resolve(next, settings) is not { } piece)
            {
                whole = false;
                break;
            }

            known = next is ConfigurationValue && piece.StartsWith('/') && known.EndsWith('/') ? piece
                : isEmptySetting && known.Length == 0 ? known + piece.TrimStart('/')
                : known + piece;
            isEmptySetting = next is ConfigurationValue && piece.Length == 0;
        }

        // Of "logs/app-" and what is not known, the folder is known; what ends behind a slash names no more than that.
        whole &= !known.EndsWith('/');
        if (!whole)
        {
            int slash = known.LastIndexOf('/');
            known = slash > 0 ? known[..slash] : root ?? "";
        }

        return known.Length > 0 && IsLinuxPath(known) ? new WrittenPath(ImagePath.Combine(working, known), whole) : null;
    }

    // configuration["Root"] ?? AppContext.BaseDirectory, GetValue("Root", environment.ContentRootPath): what stands for a setting that is not set.
    private static CodeValue Taken(CodeValue value, IReadOnlyDictionary<string, string> settings) => value switch
    {
        ConfigurationValue { Default: { } otherwise and not ConstantValue } setting when !settings.ContainsKey(setting.NameInSettings) => Taken(otherwise, settings),
        TextValue { Parts: [ConfigurationValue { Default: not null and not ConstantValue } first, .. var rest] } when Taken(first, settings) is var folder && folder != first =>
            new TextValue(folder is TextValue { Parts: var parts } ? [.. parts, .. rest] : [folder, .. rest]),
        _ => value,
    };

    private static string? RootOf(CodeCall call, string working) =>
        s_applicationFolder.Any(a => a.Matches(call)) ? working
        : s_webRoot.Any(a => a.Matches(call)) ? ImagePath.Combine(working, "wwwroot")
        // Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)
        : s_parent.Matches(call) && call.Argument(0) is ResultValue { Call: { } of } && Array.Exists(s_assembly, a => a.Matches(of)) ? working
        : null;

    // Without SpecialFolderOption.Create: MyDocuments, MyMusic, MyVideos, ApplicationData, LocalApplicationData, MyPictures.
    private static bool IsMissingFolder(CodeCall call) => s_userFolder.Matches(call) && call.Arguments is [{ Number: 5 or 13 or 14 or 26 or 28 or 39 }];

    /// <summary>Whether any user of group 0 can write there by the usual places, or because the project, the image or the manifests say so.</summary>
    /// <param name="publication">The publication.</param>
    /// <param name="keeps">Whether it has to outlive the container: a folder that is writable, but no volume, does not count then.</param>
    public bool IsProvided(Publication publication, bool keeps)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return IsIn("/tmp") || IsIn("/dev") || IsIn("/proc") || (!keeps && IsIn("/var/tmp"))
            || (publication.Config.Config.Volumes?.Keys.Any(v => IsIn(ImagePath.Normalize(v))) ?? false)
            || (publication.Project?.Image.WritablePaths.Any(p => (!keeps || p.Volume != VolumeKind.None) && IsIn(ImagePath.Normalize(p.Path))) ?? false)
            || PublishedContainers.Of(publication).Any(c => c.Root.ItemsAt("volumeMounts").OfType<YamlMapping>().Any(m => m.TextAt("mountPath") is ['/', ..] mount && m.TextAt("readOnly") != "true" && IsIn(ImagePath.Normalize(mount))));
    }

    /// <summary>Whether a user of group 0 may make files beside it in the container's own layer: the image has the folder and lets that group write in it, and no manifest makes the root file system read-only.</summary>
    public bool IsInWritableLayer(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        return ArbitraryUser.AccessTo(publication.Files, ImagePath.Parent(Path)) is { Exists: true } and ({ Unknown: true } or { Write: true, Execute: true })
            && !PublishedContainers.Of(publication).Any(static c => (c.Root.At("securityContext", "readOnlyRootFilesystem") as YamlScalar)?.AsBoolean() == true);
    }

    private bool IsIn(string folder) => Path == folder || ImagePath.IsBelow(Path, folder);

    private static bool IsLinuxPath(string text) => text.Length is > 0 and < 1024 && !text.AsSpan().ContainsAny("\\\0%$<>{}|*?") && !(text.Length > 1 && text[1] == ':') && !text.Contains("://", StringComparison.Ordinal);
}
