namespace OpenShift.NET.Sdk.Publish.Tests.Pipelines;

/// <summary>
/// What Red Hat's Tekton task dotnet-publish-image 0.2.0 (redhat-developer/dotnet-tekton-tasks, src/task-dotnet-publish-image) does with a project, in words of our own: the variables and arguments
/// it takes, what it tells <c>dotnet publish</c> and in which order, how it puts another base image in place, where it writes its results. When a later version does otherwise, this is what to change.
/// </summary>
internal static class PublishTask
{
    /// <summary>The script; results go to the folder RESULTS, which in Tekton is /tekton/results.</summary>
    public const string Script = """
        set -euo pipefail
        section=
        properties=()
        for word in "$@"; do
          case "$word" in
            --env-vars|--build-props) section=$word ;;
            *)
              if [ "$section" = --env-vars ]; then
                export "${word?}"
              else
                case "$word" in *';'*) case "$word" in *'="'*'"') ;; *) echo "a list without quotation marks: $word" >&2; exit 1 ;; esac ;; esac
                properties+=("-p:$word")
              fi ;;
          esac
        done
        cd "$WORKSPACE_SOURCE_PATH"
        dotnet --version >/dev/null

        # What names no host is in the registry of the SDK's image.
        host=${PARAM_SDK_IMAGE%%/*}
        image=$PARAM_IMAGE_NAME
        case "${image%%/*}" in *.*) ;; *) image=$host/$image ;; esac
        registry=${image%%/*}
        repository=${image#*/}
        tag=latest
        case "$repository" in *:*) tag=${repository##*:}; repository=${repository%:*} ;; esac

        first=()
        last=()
        if [ -n "$PARAM_BASE_IMAGE" ]; then
          base=$PARAM_BASE_IMAGE
          case "${base%%/*}" in *.*) ;; *) base=$host/$base ;; esac
          cat >/tmp/OverrideBaseImage.targets <<'END'
        <Project>
          <Target Name="ComputeOverrideBaseImage" BeforeTargets="ComputeContainerBaseImage">
            <PropertyGroup>
              <ContainerBaseImage>$(BASE_IMAGE)</ContainerBaseImage>
              <ContainerBaseImage Condition="$(ContainerBaseImage.Substring($(ContainerBaseImage.LastIndexOf('/'))).IndexOfAny(':@')) == -1">$(ContainerBaseImage):$(_TargetFrameworkVersionWithoutV)</ContainerBaseImage>
            </PropertyGroup>
          </Target>
        </Project>
        END
          first=(-p:ContainerFamily=)
          last=(-p:CustomBeforeDirectoryBuildProps=/tmp/OverrideBaseImage.targets "-p:BASE_IMAGE=$base")
        fi

        dotnet publish "${first[@]}" "${properties[@]}" --getProperty:GeneratedContainerDigest --getResultOutputFile:/tmp/IMAGE_DIGEST -v "$PARAM_VERBOSITY" \
          "-p:ContainerRegistry=$registry" "-p:ContainerRepository=$repository" -p:ContainerImageTag= "-p:ContainerImageTags=$tag" "${last[@]}" /t:PublishContainer "$PARAM_PROJECT"

        digest=$(cat /tmp/IMAGE_DIGEST)
        printf '%s' "$digest" >"$RESULTS/IMAGE_DIGEST"
        printf '%s' "$registry/$repository@$digest" >"$RESULTS/IMAGE"
        """;
}
