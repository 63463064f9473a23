using System.Collections.Immutable;
using NuGet.Versioning;

namespace OpenShift.NET.Sdk.Images.Runtimes;

/// <summary>Which versions of the shared frameworks of a folder the .NET host takes for an application.</summary>
/// <param name="Chosen">The versions by framework, those that frameworks ask for included.</param>
/// <param name="Failed">The reference no version serves; <see langword="null"/> when all are served.</param>
/// <param name="RequiredBy">The framework that asks for what failed; <see langword="null"/> when the application does.</param>
internal sealed record FrameworkResolution(ImmutableDictionary<string, NuGetVersion> Chosen, FrameworkReference? Failed, string? RequiredBy)
{
    // The host starts anew whenever a framework asks for more than was known; a handful is real.
    private const int MaximumRounds = 32;

    /// <summary>Resolves as the host does (dotnet/runtime, fx_resolver): frameworks ask for others, references to one framework are joined.</summary>
    /// <param name="references">What the application asks for.</param>
    /// <param name="installed">The versions that are installed, by framework.</param>
    /// <param name="referencesOf">What a version of a framework asks for itself.</param>
    /// <param name="toPrerelease">Whether prereleases count as much as releases.</param>
    public static FrameworkResolution Of(
        ImmutableArray<FrameworkReference> references,
        ImmutableDictionary<string, ImmutableHashSet<NuGetVersion>> installed,
        Func<string, NuGetVersion, ImmutableArray<FrameworkReference>> referencesOf,
        bool toPrerelease)
    {
        var wanted = new SortedDictionary<string, (FrameworkReference Reference, string? By)>(StringComparer.Ordinal);
        foreach (FrameworkReference reference in references)
        {
            wanted[reference.Name] = (reference, null);
        }

        var chosen = ImmutableDictionary<string, NuGetVersion>.Empty;
        for (int round = 0; round < MaximumRounds; round++)
        {
            chosen = ImmutableDictionary<string, NuGetVersion>.Empty;
            bool changed = false;
            foreach ((FrameworkReference reference, string? by) in wanted.Values.ToArray())
            {
                if (reference.Choose(installed.GetValueOrDefault(reference.Name, []), toPrerelease) is not { } version)
                {
                    return new FrameworkResolution(chosen, reference, by);
                }

                chosen = chosen.SetItem(reference.Name, version);
                foreach (FrameworkReference inner in referencesOf(reference.Name, version))
                {
                    (FrameworkReference? joined, string? joinedBy) = wanted.TryGetValue(inner.Name, out var known)
                        ? (known.Reference.With(inner), known.Reference.Version >= inner.Version ? known.By : reference.Name)
                        : (inner, reference.Name);
                    if (joined is null)
                    {
                        return new FrameworkResolution(chosen, inner, reference.Name);
                    }

                    if (joined != known.Reference)
                    {
                        wanted[inner.Name] = (joined, joinedBy);
                        changed = true;
                    }
                }
            }

            if (!changed)
            {
                break;
            }
        }

        return new FrameworkResolution(chosen, null, null);
    }
}
