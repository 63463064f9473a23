namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines.Solutions;

/// <summary>The lines of bash that publish a solution: the variables SOLUTION, REGISTRY and PREFIX say what and where; afterwards images.json and images.env say what became of it.</summary>
internal static class SolutionPublishCommand
{
    /// <summary>The lines.</summary>
    /// <param name="plan">What is published.</param>
    /// <param name="clone">The folder of the clone, as the shell knows it.</param>
    /// <param name="hasPrefix">Whether PREFIX is set.</param>
    /// <param name="arguments">Further arguments, with a blank behind.</param>
    /// <param name="pipe">What reads the log; <see langword="null"/> for nothing.</param>
    public static string Of(SolutionPipelinePlan plan, string clone, bool hasPrefix, string arguments = "", string? pipe = null)
    {
        string registry = plan.HasSeveralRegistries ? "" : """-p:ContainerRegistry="${REGISTRY,,}" """;
        string prefix = hasPrefix ? """-p:OpenShiftRepositoryPrefix="${PREFIX,,}" """ : "";
        return
            $$"""
            set -euo pipefail
            left="{{clone}}/{{PipelinePlan.LeftFolder}}"
            mkdir -p "$left"
            rm -f "$left/images.json"
            dotnet publish "$SOLUTION" -t:PublishContainer -v minimal \
              {{registry}}{{prefix}}{{plan.FrameworkArgument}}{{arguments}}\
              -p:OpenShiftIntermediateDirectory="$left/stages" -p:OpenShiftSolutionManifestDirectory="$left/manifests" -p:OpenShiftSolutionImages="$left/images.json"{{(pipe is null ? "" : " \\\n  | " + pipe)}}
            sed -nE 's/^\{"variable":"([A-Z0-9_]+)".*"image":"([^"]+)".*/\1=\2/p' "$left/images.json" >"$left/images.env"

            """.ReplaceLineEndings("\n").Replace(" \\\n  \\\n", " \\\n", StringComparison.Ordinal);
    }
}
