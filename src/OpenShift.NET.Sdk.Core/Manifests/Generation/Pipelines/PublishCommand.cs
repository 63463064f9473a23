namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>The lines of bash that publish, the same for every hosted service: the variables PROJECT, REGISTRY and REPOSITORY say what and where; afterwards <c>digest</c> is the image's.</summary>
internal static class PublishCommand
{
    /// <summary>The lines.</summary>
    /// <param name="plan">What is published.</param>
    /// <param name="clone">The folder of the clone, as the shell knows it.</param>
    /// <param name="arguments">Further arguments.</param>
    /// <param name="pipe">What reads the log; <see langword="null"/> for nothing.</param>
    public static string Of(PipelinePlan plan, string clone, string arguments, string? pipe = null) =>
        $$"""
        set -euo pipefail
        left="{{clone}}/{{plan.Left}}"
        mkdir -p "$left"
        dotnet publish "$PROJECT" -t:PublishContainer -v minimal \
          -p:ContainerRegistry="${REGISTRY,,}" -p:ContainerRepository="${REPOSITORY,,}" \
          -p:OpenShiftIntermediateDirectory="{{clone}}/{{plan.Stages}}" -p:OpenShiftManifestDirectory="{{clone}}/{{plan.Manifests}}" \
          {{plan.FrameworkArgument}}{{(plan.NoPrefix is { } none ? $"-p:{none} " : "")}}{{arguments}}--getProperty:GeneratedContainerDigest --getResultOutputFile:"$left/digest"{{(pipe is null ? "" : " \\\n  | " + pipe)}}
        digest=$(cat "$left/digest")

        """.ReplaceLineEndings("\n");
}
