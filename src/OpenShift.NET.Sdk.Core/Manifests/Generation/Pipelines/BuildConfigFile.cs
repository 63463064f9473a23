using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Manifests.Generation.Planning;
using OpenShift.NET.Sdk.Manifests.Yaml;

namespace OpenShift.NET.Sdk.Manifests.Generation.Pipelines;

/// <summary>
/// The Template with a BuildConfig (build.openshift.io/v1) for clusters whose registry nothing outside reaches. OpenShift's builder makes an image of its own
/// from what was published and checked, so its digest is another one, which the file says.
/// </summary>
internal static class BuildConfigFile
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "buildconfig.yaml";

    /// <summary>Parameter with the address of the repository.</summary>
    public const string Repository = "SOURCE_REPOSITORY";

    /// <summary>Parameter with what is built of it.</summary>
    public const string Revision = "SOURCE_REVISION";

    /// <summary>Parameter with the image that publishes.</summary>
    public const string SdkImage = "SDK_IMAGE";

    /// <summary>What the files say on top.</summary>
    public const string Warning =
        "Only for a cluster whose registry is not reachable from outside: the rules judge the image that dotnet publish makes within the build, and stop it on errors,\n" +
        "but OpenShift's builder then makes another one of the same files. Its digest is NOT the one that was checked, its layers are not reproducible, and what\n" +
        "signs or admits images by digest does not know it. Tekton and Shipwright (OpenShiftPipelines) push the checked image itself.\n";

    private const string RuntimeImage = "RUNTIME_IMAGE";
    private const string Application = "/app";

    // What the base sets itself; a copy would outlive its next version.
    private static readonly string[] s_ofBase = ["PATH", "APP_UID", "DOTNET_RUNNING_IN_CONTAINER", "DOTNET_VERSION", "ASPNET_VERSION"];

    // What this publish was made of; a later build is of something else.
    private static readonly string[] s_ofBuild = ["org.opencontainers.image.", "version", "release", "build-date", "vcs-ref"];

    public static ManifestFile Make(PipelinePlan plan)
    {
        YamlMapping template = new MappingBuilder
        {
            { "apiVersion", "template.openshift.io/v1" },
            { "kind", "Template" },
            {
                "metadata", new MappingBuilder
                {
                    { "name", plan.Name },
                    { "annotations", new MappingBuilder { { "openshift.io/display-name", $"{plan.Workload.DisplayName} (build)" }, { "description", $"Builds {plan.Workload.DisplayName} on the cluster. The image is not the one that was checked, bit for bit." }, { "tags", "dotnet" } } },
                }
            },
            { "message", $"{plan.Workload.Name} is being built: oc logs -f bc/{BuildName(plan)}" },
            {
                "parameters",
                [
                    Parameter(Repository, "Address of the Git repository.", plan.RepositoryUrl),
                    Parameter(Revision, "Branch, tag or commit.", "main"),
                    Parameter(SdkImage, "Image with the .NET SDK, which publishes and checks.", plan.SdkImage),
                    Parameter(RuntimeImage, "Base image: the one the check is made with.", plan.Workload.Facts.Image.BaseImage is { Length: > 0 } named ? named : $"mcr.microsoft.com/dotnet/aspnet:{plan.Sdk}"),
                ]
            },
            { "objects", [Stream(plan), Build(plan)] },
        };
        return new ManifestFile(PipelineFiles.PathOf(FileName), [template])
        {
            Comment =
                $"{PipelinePlan.Generated}\n{plan.Note}{Warning}" +
                $"Build: oc process -f {FileName} -p {Repository}=https://… | oc apply -f -",
        };
    }

    private static string BuildName(PipelinePlan plan) => plan.OneOfSeveral is null ? plan.Workload.Name : plan.Name;

    private static YamlMapping Stream(PipelinePlan plan) => new MappingBuilder
    {
        { "apiVersion", "image.openshift.io/v1" },
        { "kind", "ImageStream" },
        { "metadata", new MappingBuilder { { "name", plan.Workload.Name } } },
        { "spec", new MappingBuilder { { "lookupPolicy", new MappingBuilder { { "local", true } } } } },
    };

    private static YamlMapping Build(PipelinePlan plan) => new MappingBuilder
    {
        { "apiVersion", "build.openshift.io/v1" },
        { "kind", "BuildConfig" },
        { "metadata", new MappingBuilder { { "name", BuildName(plan) } } },
        {
            "spec", new MappingBuilder
            {
                {
                    "source", new MappingBuilder
                    {
                        { "type", "Git" },
                        { "git", new MappingBuilder { { "uri", Ref(Repository) }, { "ref", Ref(Revision) } } },
                        { "dockerfile", Dockerfile(plan) },
                    }
                },
                {
                    "strategy", new MappingBuilder
                    {
                        { "type", "Docker" },
                        {
                            "dockerStrategy", new MappingBuilder
                            {
                                { "buildArgs", [Pair(SdkImage), Pair(RuntimeImage)] },
                            }
                        },
                    }
                },
                { "output", new MappingBuilder { { "to", new MappingBuilder { { "kind", "ImageStreamTag" }, { "name", $"{plan.Workload.Name}:{plan.Tag}" } } } } },
                { "triggers", [new MappingBuilder { { "type", "ConfigChange" } }.Build()] },
            }
        },
    };

    private static string Dockerfile(PipelinePlan plan)
    {
        ExecutionConfig config = plan.Workload.Config;
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"ARG {SdkImage}\nARG {RuntimeImage}\n");
        text.Append(CultureInfo.InvariantCulture, $"FROM ${SdkImage} AS publish\nUSER 0\nWORKDIR /source\nCOPY . .\nENV HOME=/tmp\n");
        text.Append(CultureInfo.InvariantCulture, $"RUN dotnet publish {Quoted(plan.Project)} -t:PublishContainer {plan.FrameworkArgument}-o /published -p:OpenShiftManifests=None -p:OpenShiftPipelines=None -p:ContainerArchiveOutputPath=/tmp/checked.tar && rm /tmp/checked.tar && chgrp -R 0 /published && chmod -R g=rX,o=rX /published{Writable(plan)}\n");
        text.Append(CultureInfo.InvariantCulture, $"FROM ${RuntimeImage}\nCOPY --from=publish --chown=0:0 /published {Application}\n");
        foreach (string variable in config.Env ?? [])
        {
            int equals = variable.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0 && IsLine(variable) && !s_ofBase.Contains(variable[..equals], StringComparer.Ordinal) && !Projects.Secrets.SecretValue.MayBe(variable[..equals], variable[(equals + 1)..]))
            {
                text.Append(CultureInfo.InvariantCulture, $"ENV {variable[..equals]}={Quoted(variable[(equals + 1)..])}\n");
            }
        }

        foreach (string port in config.ExposedPorts?.Keys ?? [])
        {
            text.Append(CultureInfo.InvariantCulture, $"EXPOSE {port}\n");
        }

        foreach ((string label, string value) in config.Labels ?? ImmutableSortedDictionary<string, string>.Empty)
        {
            if (IsLine(value) && !s_ofBuild.Any(p => label.StartsWith(p, StringComparison.Ordinal)))
            {
                text.Append(CultureInfo.InvariantCulture, $"LABEL {Quoted(label)}={Quoted(value)}\n");
            }
        }

        text.Append(CultureInfo.InvariantCulture, $"WORKDIR {(config.WorkingDir is { Length: > 0 } folder ? folder : Application)}\nUSER {(config.User is { Length: > 0 } user ? user : "1001")}\n");
        text.Append("ENTRYPOINT ").Append(Words([.. config.Entrypoint ?? [], .. config.Cmd ?? []], plan)).Append('\n');
        return text.ToString();
    }

    // Folders that the application writes to are the group's, as in the checked image.
    private static string Writable(PipelinePlan plan) => string.Concat(plan.Workload.Mounts
        .Where(static m => m.Path.StartsWith(Application + "/", StringComparison.Ordinal))
        .Select(static m => $" && mkdir -p {Quoted("/published" + m.Path[Application.Length..])} && chmod 0775 {Quoted("/published" + m.Path[Application.Length..])}"));

    // No variable is put into them. A program of an image without an entry point is the project's own.
    private static string Words(string[] words, PipelinePlan plan) =>
        "[" + string.Join(", ", (words.Length > 0 ? words : ["dotnet", $"{Application}/{plan.Workload.Facts.Identity.AssemblyName}.dll"]).Select(static w => $"\"{JsonEncodedText.Encode(w, JavaScriptEncoder.UnsafeRelaxedJsonEscaping)}\"")) + "]";

    // An instruction ends with its line.
    private static bool IsLine(string text) => !text.Any(char.IsControl);

    // As ENV, LABEL and the shell of RUN read it; a parameter of the Template is not meant by what the image has.
    private static string Quoted(string text) => "\"" + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("$", "\\$", StringComparison.Ordinal) + "\"";

    private static YamlMapping Parameter(string name, string description, string? value) => new MappingBuilder
    {
        { "name", name },
        { "description", description },
        { "value", value },
        { "required", true },
    };

    private static YamlMapping Pair(string name) => new MappingBuilder { { "name", name }, { "value", Ref(name) } };

    private static string Ref(string parameter) => $"${{{parameter}}}";
}
