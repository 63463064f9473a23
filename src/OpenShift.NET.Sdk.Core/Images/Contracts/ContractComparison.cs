using System.Collections.Immutable;
using NuGet.Versioning;

namespace OpenShift.NET.Sdk.Images.Contracts;

/// <summary>Compares two contracts the way a user sees it who keeps the tag: what is gone breaks, and what is new and has to be given.</summary>
public static class ContractComparison
{
    /// <summary>What of <paramref name="before"/> is gone in <paramref name="now"/>, and what <paramref name="now"/> asks for besides, in a fixed order.</summary>
    public static ImmutableArray<ContractBreak> Breaks(ImageContract before, ImageContract now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var breaks = ImmutableArray.CreateBuilder<ContractBreak>();
        Compare(before.Ports, now.Ports, "port", "is exposed no more");
        Compare(before.ExposeServices, now.ExposeServices, "service", "is in label io.openshift.expose-services no more");
        Compare(before.Volumes, now.Volumes, "volume", "is declared no more, so a claim mounted there holds data nobody reads");
        Compare(before.WritablePaths, now.WritablePaths, "writable path", "is declared no more");
        Compare(before.Environment, now.Environment, "environment variable", "is declared no more");
        Compare(before.ProbePaths, now.ProbePaths, "probe path", "is asked by no probe any more, so probes that others made of it may fail");
        Compare(before.Settings, now.Settings, "setting", "is described no more");
        Ask(before.RequiredSettings, now.RequiredSettings, "required setting");
        Compare(before.Parameters, now.Parameters, "template parameter", "is in the Template no more, so a value given for it is refused");
        Ask(before.RequiredParameters, now.RequiredParameters, "required template parameter");
        if (before.EntryPoint != now.EntryPoint)
        {
            breaks.Add(new ContractBreak("entry point", $"was of the kind '{before.EntryPoint}' and is '{now.EntryPoint}', so arguments and signals may not reach the application as before"));
        }

        if (before.NumericUser && !now.NumericUser)
        {
            breaks.Add(new ContractBreak("user", "was a number other than 0 and is so no more, which runAsNonRoot refuses"));
        }

        return breaks.ToImmutable();

        void Ask(ImmutableSortedSet<string>? old, ImmutableSortedSet<string>? current, string what)
        {
            foreach (string name in old is null || current is null ? [] : current.Except(old))
            {
                breaks.Add(new ContractBreak($"{what} {name}", "has to be given", IsAsked: true));
            }
        }

        void Compare(ImmutableSortedSet<string> old, ImmutableSortedSet<string> current, string what, string seen)
        {
            foreach (string name in old)
            {
                if (!current.Contains(name))
                {
                    breaks.Add(new ContractBreak($"{what} {name}", seen));
                }
            }
        }
    }

    /// <summary>The part of a version that a tag keeps compatible: <c>1</c> of 1.4.2, <c>0.4</c> of 0.4.2 (SemVer 2.0, item 4); <see langword="null"/> when it is no version.</summary>
    public static string? StreamOf(string version) => !NuGetVersion.TryParse(version, out NuGetVersion? parsed) ? null
        : parsed.Major > 0 ? FormattableString.Invariant($"{parsed.Major}")
        : FormattableString.Invariant($"0.{parsed.Minor}");
}
