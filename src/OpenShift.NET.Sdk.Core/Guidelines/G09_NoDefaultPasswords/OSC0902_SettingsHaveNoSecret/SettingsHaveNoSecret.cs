using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Guidelines.Publications;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Images.ConfigFiles;
using OpenShift.NET.Sdk.Images.FileTrees;
using OpenShift.NET.Sdk.Projects;
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
    private const int LeastTexts = 6;

    /// <inheritdoc/>
    public override IEnumerable<Finding> Check(Publication publication)
    {
        ArgumentNullException.ThrowIfNull(publication);
        foreach (FileVersion file in publication.Files.All)
        {
            // What OSC0906 takes for a credential as a whole is told there.
            string path = EncodedFile.PathOf(file.Path);
            if (file is not { Origin: Origin.App, File.Kind: FileKind.File, File.Size: > 0 } || !ConfigFile.IsOne(path) || IsTwinOfKnown(publication.Files, file, path) || CredentialDetection.Classify(file) is not null)
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
        bool isSettings = ImagePath.Name(file.Path).StartsWith("appsettings", StringComparison.OrdinalIgnoreCase);
        bool isTable = !isSettings && IsTableOfTexts(content);
        bool isExample = IsExample(file.Path);
        foreach (ConfigEntry entry in content.Entries)
        {
            if (IsLogLevel(entry.Key) || SecretValue.Judge(entry.Key, entry.Value) is not { } kind || (kind == SecretKind.NamedSecret && (isTable || IsText(file.Path, entry))))
            {
                continue;
            }

            // An example shows what belongs there; what a provider gave out, or leads to a machine of others, was real once.
            if (isExample && (kind is SecretKind.NamedSecret || SecretValue.IsStandIn(entry.Value, kind) || LocalCredential.IsOne(entry.Value, kind)))
            {
                continue;
            }

            string name = entry.Key.Replace(":", "__", StringComparison.Ordinal);
            if (kind is SecretKind.NamedSecret && IsWord(entry) && publication.Project?.Manifests.Settings.Any(s => s.IsUnread && s.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) == true)
            {
                continue;
            }

            Location where = ShippedSettings.Where(publication, file, entry);
            bool isVariable = isSettings && EncodedFile.PathOf(file.Path).EndsWith(".json", StringComparison.OrdinalIgnoreCase);
            string variable = $"the variable {name}";
            if (SecretValue.IsStandIn(entry.Value, kind))
            {
                yield return Finding.Violation(where, $"holds what stands for a secret, {Redaction.Of(entry.Value)}, and the application starts with it where nobody sets another") with
                {
                    AtMost = Severity.Info,
                    Fix = $"Leave it empty, and set {(isVariable ? variable : "it")} in the pod from a Secret.",
                };
                continue;
            }

            // A password of a machine that no pod reaches opens nothing; it is often that of other machines too.
            bool ofDeveloper = LocalCredential.IsOne(entry.Value, kind);
            string fate = file.HiddenInLayer is { } hider
                ? FormattableString.Invariant($"; layer {hider + 1} replaces or deletes the file, but layer {file.LayerIndex + 1} still has it for everyone who can pull the image")
                : ", which everyone who can pull the image can read";
            yield return Finding.Violation(where, $"holds {kind.Describe()}{(ofDeveloper ? " for the machine itself" : "")}, {Redaction.Of(entry.Value)}{fate}") with
            {
                AtMost = ofDeveloper ? Severity.Warning : null,
                Fix = isVariable
                    ? $"Take it out of the file and set {variable} in the pod from a Secret; replace the secret if the image was ever delivered."
                    : "Take it out of the file and mount or set it in the pod from a Secret; replace the secret if the image was ever delivered.",
            };
        }

        if (content.Problem is { } problem && file.IsVisible)
        {
            yield return Finding.CouldNotTell(Location.OfFile(publication.Files, file), $"was read only in part: {problem}");
        }
    }

    // appsettings.example.json, config.sample.json, settings.json.template: no environment is called so.
    private static bool IsExample(string path) =>
        EncodedFile.PathOf(ImagePath.Name(path)).Split('.', '-', '_').Skip(1).Any(static part => part.ToUpperInvariant() is "EXAMPLE" or "EXAMPLES" or "SAMPLE" or "TEMPLATE" or "TMPL" or "TPL" or "DIST");

    // "ApiKey": "weatherservice" of an API that is called so: letters alone, and no password; of what the code takes for a key nothing is said.
    private static bool IsWord(ConfigEntry entry) => !SecretName.IsPassword(entry.Key) && entry.Value.All(char.IsAsciiLetter);

    // Most of what such a file holds are sentences and labels; "password" is one of its words, in whichever language.
    private static bool IsTableOfTexts(ConfigFile content)
    {
        int texts = content.Entries.Count(static e => e.Value.Trim().Contains(' ', StringComparison.Ordinal) && !e.Value.Contains('=', StringComparison.Ordinal));
        return content.Entries.Length >= LeastTexts && texts * 3 >= content.Entries.Length;
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
