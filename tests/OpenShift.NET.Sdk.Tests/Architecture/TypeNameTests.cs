using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;

namespace OpenShift.NET.Sdk.Tests.Architecture;

/// <summary>Who reads a type's name need not look which namespace it comes from.</summary>
[TestClass]
public sealed partial class TypeNameTests
{
    [TestMethod]
    public void No_two_types_have_one_name()
    {
        var places = new Dictionary<string, SortedSet<string>>(StringComparer.Ordinal);
        string root = Path.Combine(Repository.Root, "src");
        foreach (string file in Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(root, file).Replace('\\', '/');
            string[] parts = relative.Split('/');
            if (parts.Contains("obj") || parts.Contains("bin") || parts[0] == "OpenShift.NET.Templates")
            {
                continue;
            }

            string text = File.ReadAllText(file);
            string space = Namespace().Match(text).Groups["name"].Value;
            foreach (Match type in Declared().Matches(text))
            {
                string name = type.Groups["name"].Value;
                (places.TryGetValue(name, out SortedSet<string>? known) ? known : places[name] = new(StringComparer.Ordinal)).Add(space);
            }
        }

        Assert.IsGreaterThan(1000, places.Count);
        string[] twice = [.. places.Where(p => p.Value.Count > 1).Select(p => $"{p.Key}: {string.Join(", ", p.Value)}").Order(StringComparer.Ordinal)];
        Assert.IsEmpty(twice, string.Join('\n', twice));
    }

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();

    [GeneratedRegex(@"^(?:(?:public|internal|sealed|static|abstract|readonly|partial|ref|unsafe) )*(?:class|struct|enum|interface|record(?: struct| class)?) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declared();
}
