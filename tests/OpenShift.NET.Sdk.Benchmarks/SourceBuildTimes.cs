namespace OpenShift.NET.Sdk.Benchmarks;

/// <summary>How long a source-to-image build took.</summary>
/// <param name="Artifacts">Taking the artifacts out of the last image and into this one.</param>
/// <param name="Assemble">The script <c>assemble</c>.</param>
/// <param name="Whole">All of it, with the copying of the sources and the writing of the image.</param>
internal sealed record SourceBuildTimes(double Artifacts, double Assemble, double Whole)
{
    /// <summary>Reads them from what buildah wrote: a line for each step, when it begins.</summary>
    public static SourceBuildTimes Of(TimedCommand build)
    {
        // With a second image to copy from, a line is "[2/2] STEP 7/12: RUN …".
        (double At, string Text)[] steps = [.. build.Lines.Where(static l => l.Text.StartsWith("STEP ", StringComparison.Ordinal) || l.Text.Contains("] STEP ", StringComparison.Ordinal)).Select(static l => (l.At.TotalSeconds, l.Text))];
        double artifacts = Took("/save-artifacts") + Took("artifacts.tar /tmp/artifacts.tar") + Took("tar -xf /tmp/artifacts.tar");
        return new SourceBuildTimes(artifacts, Took("/assemble"), build.Whole.TotalSeconds);

        double Took(string what)
        {
            int step = Array.FindIndex(steps, s => s.Text.Contains(what, StringComparison.Ordinal));
            return step < 0 ? 0 : (step + 1 < steps.Length ? steps[step + 1].At : build.Whole.TotalSeconds) - steps[step].At;
        }
    }
}
