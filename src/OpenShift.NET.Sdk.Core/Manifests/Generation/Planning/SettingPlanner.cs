using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Projects.Manifests;

namespace OpenShift.NET.Sdk.Manifests.Generation.Planning;

/// <summary>Gives each setting its template parameter, which is named as the variable, in the letters that parameters may have.</summary>
internal static class SettingPlanner
{
    public static ImmutableArray<WorkloadSetting> Plan(ImmutableArray<SettingFact> settings)
    {
        var taken = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var planned = ImmutableArray.CreateBuilder<WorkloadSetting>(settings.Length);
        foreach (SettingFact fact in settings.OrderBy(s => s.Name, StringComparer.Ordinal).DistinctBy(s => s.Name, StringComparer.Ordinal))
        {
            var setting = new WorkloadSetting(fact, null);
            planned.Add(setting.IsLeftOut ? setting : setting with { Parameter = Unique(fact.Name, taken) });
        }

        return planned.ToImmutable();
    }

    private static string Unique(string name, HashSet<string> taken)
    {
        var letters = new StringBuilder(name.Length);
        foreach (char c in name)
        {
            letters.Append(char.IsAsciiLetterOrDigit(c) ? c : '_');
        }

        string text = letters.ToString();
        text = ParameterNames.IsOurs(text) ? $"SETTING_{text}" : text;
        string unique = text;
        for (int i = 2; !taken.Add(unique); i++)
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{text}_{i}");
        }

        return unique;
    }
}
