using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects.Secrets;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0902_SettingsHaveNoSecret;

/// <summary>No configuration file of the application's layers holds a secret.</summary>
[Rule(
    "OSC0902",
    "No shipped configuration file holds a secret",
    Basic = Severity.Error,
    Recommended = Severity.Error,
    Strict = Severity.Error,
    Fix = "Take it out of the file and set it in the pod from a Secret, for example as the variable ConnectionStrings__Default; replace the secret if the image was ever delivered.")]
public sealed class SettingsHaveNoSecret : Rule
{
    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (FileVersion file in publication.Files.All)
        {
            // What OSC0906 takes for a credential as a whole is told there.
            string path = EncodedFile.PathOf(file.Path);
            if (file is not { Origin: Origin.App, File.Kind: FileKind.File, File.Size: > 0 } || !ConfigFile.IsOne(path) || IsTwinOfKnown(publication.Files, file, path) || CredentialFile.Classify(file) is not null)
            {
                continue;
            }

            if (file.File.Text is not { } text)
            {
                if (file.IsVisible)
                {
                    yield return Finding.CouldNotTell(Location.OfFile(publication.Files, file), "is a configuration file that was not looked into: it is no UTF-8 or larger than 256 KiB");
                }

                continue;
            }

            foreach (Finding finding in Judge(publication, file, ConfigFile.Read(path, text)))
            {
                yield return finding;
            }
        }
    }

    // Made from the file beside it, so told there.
    private static bool IsTwinOfKnown(FileTree files, FileVersion file, string path) =>
        path.Length != file.Path.Length && file.File.Text is { } text && files.Versions(path).Any(v => v.LayerIndex == file.LayerIndex && v.File.Text == text);

    private static IEnumerable<Finding> Judge(Publication publication, FileVersion file, ConfigFile content)
    {
        foreach (ConfigEntry entry in content.Entries)
        {
            if (IsLogLevel(entry.Key) || SecretValue.Judge(entry.Key, entry.Value) is not { } kind || (kind == SecretKind.NamedSecret && IsText(file.Path, entry)))
            {
                continue;
            }

            string fate = file.HiddenInLayer is { } hider
                ? FormattableString.Invariant($"; layer {hider + 1} replaces or deletes the file, but layer {file.LayerIndex + 1} still has it for everyone who can pull the image")
                : ", which everyone who can pull the image can read";
            yield return Finding.Violation(ShippedSettings.Where(publication, file, entry), $"holds {kind.Describe()}, {Redaction.Of(entry.Value)}{fate}") with
            {
                Fix = EncodedFile.PathOf(file.Path).EndsWith(".json", StringComparison.OrdinalIgnoreCase) && ImagePath.Name(file.Path).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
                    ? $"Take it out of the file and set the variable {entry.Key.Replace(":", "__", StringComparison.Ordinal)} in the pod from a Secret; replace the secret if the image was ever delivered."
                    : "Take it out of the file and mount or set it in the pod from a Secret; replace the secret if the image was ever delivered.",
            };
        }

        if (content.Problem is { } problem && file.IsVisible)
        {
            yield return Finding.CouldNotTell(Location.OfFile(publication.Files, file), $"was read only in part: {problem}");
        }
    }

    // What a form calls its fields, in the texts of an application: "login.password=Your password". Settings of .NET are no texts.
    private static bool IsText(string path, ConfigEntry entry) =>
        !ImagePath.Name(path).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase)
        && (entry.Value.Contains(' ', StringComparison.Ordinal)
            || entry.Value.TrimEnd(':', '*').Equals(entry.Key[(entry.Key.LastIndexOfAny([':', '.', '_', '-']) + 1)..], StringComparison.OrdinalIgnoreCase));

    // "Logging:LogLevel:Contoso.Tokens" names a category.
    private static bool IsLogLevel(string key) =>
        key.Contains("LogLevel:", StringComparison.OrdinalIgnoreCase) || key.StartsWith("Serilog:MinimumLevel:", StringComparison.OrdinalIgnoreCase);
}
