using System.Collections.Immutable;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Code.Settings;
using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Guidelines.G09_NoDefaultPasswords.OSC0903_CodeHasNoPassword;

/// <summary>
/// Defaults for settings without which a start in Production stops: <c>if (string.IsNullOrEmpty(key)) { if (IsProduction()) { throw …; } key = "for-development"; }</c>. They stand in the image, and open nothing there.
/// </summary>
internal static class DefaultsNeverTaken
{
    /// <summary>The texts.</summary>
    public static HashSet<string> Find(CodeFacts code)
    {
        IReadOnlyDictionary<string, string> demanded = CodeSettings.WithDemandedBy(code, [.. code.SettingDemands.Where(static d => IsOfStart(d.In))], ImmutableDictionary.Create<string, string>(StringComparer.OrdinalIgnoreCase));
        if (demanded.Count == 0)
        {
            return [];
        }

        ILookup<bool, string> defaults = code.Calls.Where(static c => c.InProduction).SelectMany(static c => c.Arguments).SelectMany(static a => a.Alternatives).OfType<ConfigurationValue>().Where(static s => s.Default is not null)
            .SelectMany(static s => SecretMaterial.Of(s.Default!).Select(m => (s.NameInSettings, m.Text))).ToLookup(d => demanded.ContainsKey(d.NameInSettings), static d => d.Text);
        return [.. defaults[true].Except(defaults[false])];
    }

    // What is asked while a request is answered stops that request alone.
    private static bool IsOfStart(CodeMethod method) =>
        method.Name == "Main" || method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name.StartsWith("Configure", StringComparison.Ordinal) || method.Name.StartsWith("Create", StringComparison.Ordinal) && method.Name.EndsWith("Builder", StringComparison.Ordinal);
}
