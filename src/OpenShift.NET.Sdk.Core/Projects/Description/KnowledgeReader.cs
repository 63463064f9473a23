using System.Collections.Immutable;
using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Projects.Description.Declarations;

namespace OpenShift.NET.Sdk.Projects.Description;

/// <summary>Reads <c>OpenShiftLayerKnowledge</c>: one word for how it is used, and repositories.</summary>
internal static partial class KnowledgeReader
{
    private const string Property = "OpenShiftLayerKnowledge";

    private static readonly char[] s_separators = [';', ','];

    /// <summary>Reads it.</summary>
    /// <param name="input">The project.</param>
    /// <param name="place">Where a property is set.</param>
    /// <exception cref="OpenShiftException">OSC0026: two words, or something that is neither a word nor a repository.</exception>
    public static KnowledgeFacts Read(ProjectInput input, Func<string, SourceLocation?> place)
    {
        KnowledgeMode mode = KnowledgeMode.Use;
        var repositories = ImmutableArray.CreateBuilder<string>();
        foreach (string word in (input.Property(Property) ?? "").Split(s_separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (DestinationProperties.LayerKnowledge.Words.FirstOrDefault(m => m.Equals(word, StringComparison.OrdinalIgnoreCase)) is { } named)
            {
                mode = mode == KnowledgeMode.Use ? Enum.Parse<KnowledgeMode>(named) : throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftLayerKnowledge is {mode} and {named} at once", "Write one of them.", place(Property));
            }
            else if (IsRepository(word))
            {
                repositories.Add(word);
            }
            else
            {
                throw new OpenShiftException(ToolCodes.InvalidProperty, $"OpenShiftLayerKnowledge names '{word}', which is no repository", "Write registry and repository, for example registry.example.com/team/base-scans, without tag and digest; or None, Verify, Trust.", place(Property));
            }
        }

        return new KnowledgeFacts { Mode = mode, Repositories = repositories.ToImmutable() };
    }

    // With its registry written out: what is no registry would be a repository of Docker Hub.
    private static bool IsRepository(string name) => RepositoryName().IsMatch(name);

    [GeneratedRegex(@"\A(localhost|[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+|[A-Za-z0-9-]+(?=:)|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex RepositoryName();
}
