using System.Collections.Immutable;
using OpenShift.NET.Sdk.Guidelines.Findings;
using OpenShift.NET.Sdk.Images;

namespace OpenShift.NET.Sdk.Guidelines.Engine;

/// <summary>The sentences of a finding.</summary>
/// <param name="publication">What is judged.</param>
internal sealed class FindingWording(Publication publication)
{
    /// <summary>"{where} {seen}. {fix}", with the other places of equal findings.</summary>
    public string MessageOf(RuleDescription rule, Finding finding, ImmutableArray<Location> places)
    {
        string message = $"{finding.Where.Text} {finding.Seen}";
        if (places.Length > 1)
        {
            int shown = Math.Min(places.Length, ReportedFinding.MostPlaces);
            string others = string.Join(", ", places.Skip(1).Take(shown - 1).Select(static p => p.Text)) + (places.Length > shown ? ", …" : "");
            message += FormattableString.Invariant($"; so it is in {places.Length - 1} more {(places.Length == 2 ? "place" : "places")} ({others})");
        }

        string remedy = RemedyOf(rule, finding, places.Length);
        return remedy.Length == 0 ? message + "." : $"{message}. {remedy}";
    }

    /// <summary>What to do; empty where there is nothing to say.</summary>
    public string RemedyOf(RuleDescription rule, Finding finding, int places)
    {
        if (finding.Outcome == Outcome.CouldNotTell)
        {
            return FixOf(finding) ?? "";
        }

        return finding.Where.Origin == Origin.Base
            ? $"{(places > 1 ? "They come" : "It comes")} from base image {publication.Base?.Name ?? "of unknown name"}; {(publication.Project is null ? "build on another one" : "change ContainerBaseImage")}."
            : FixOf(finding) ?? rule.FixFor(publication.Project is not null);
    }

    /// <summary>What the finding itself says is to be done. Without a project there are no properties and items to set.</summary>
    public string? FixOf(Finding finding) => publication.Project is null ? finding.ImageFix ?? finding.Fix : finding.Fix;
}
