using System.Security.Cryptography;
using OpenShift.NET.Sdk.Images;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publish.Tests.Tool;

/// <summary>The Dockerfiles of images, built by buildah: what comes out is the image that they were written of.</summary>
[TestClass]
[DoNotParallelize]
public sealed class DockerfileExportTests
{
    private const string Secret = "s3cr3t-of-the-test";

    [TestMethod]
    public async Task What_buildah_makes_of_the_Dockerfile_of_the_sample_is_its_image()
    {
        Components.Require("buildah", "skopeo");
        using RegistryServer registry = RegistryServer.Start();
        TestProject project = TestProject.Web();
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Sandbox.RepositoryRoot, "samples", "WebApi")))
        {
            File.Copy(file, Path.Combine(project.Folder, Path.GetFileName(file)), overwrite: true);
        }

        project.Write("Directory.Build.targets", """
            <Project>
              <ItemGroup>
                <ContainerEnvironmentVariable Include="QUOTES" Value="a &quot;b&quot; 'c' $HOME ${X} \ # d" />
                <ContainerLabel Include="com.example.text" Value="100% $x \ &quot;y&quot;" />
                <ContainerPort Include="9000" Type="tcp" />
                <Content Include="$(MSBuildThisFileDirectory)odd/**" CopyToPublishDirectory="PreserveNewest" LinkBase="odd" />
              </ItemGroup>
            </Project>
            """);
        foreach (string name in (string[])["with blank.txt", "$dollar", "#first", "it's", "grün.txt", ".dockerignore", "case"])
        {
            project.Write("odd/" + name, name);
        }

        string[] arguments =
        [
            $"-p:OpenShiftSdkVersion={Sandbox.Version}", $"-p:ContainerBaseImage={EmbeddedLayout.CopyTo(registry)}", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/web", "-p:ContainerImageTag=1", "-tl:off",
        ];
        project.Publish(arguments).MustSucceed();
        string image = $"{registry.Host}/shop/web:1";
        string original = Path.Combine(Sandbox.NewFolder("original"), "layout");
        Command.Run("skopeo", ["copy", "--src-tls-verify=false", $"docker://{image}", $"oci:{original}:1"]).MustSucceed();

        string byTarget = Path.Combine(project.Folder, "bin/Release/net10.0/dockerfile");
        CommandResult exported = Export(project, arguments).MustSucceed().MustSay($"WebApi -> {byTarget}/Dockerfile, which gives sha256:").MustNotSay("OSC0075");
        Assert.DoesNotContain("Pushed", exported.Text);
        string byTool = Path.Combine(Sandbox.NewFolder("export"), "context");
        ToolPackage.Make();
        string tools = Sandbox.NewFolder("tool");
        Command.Run("dotnet", ["tool", "install", "OpenShift.NET.Sdk.Tool", "--tool-path", tools, "--version", Sandbox.Version, "--add-source", Sandbox.Feed], project.Folder).MustSucceed();
        string tool = Path.Combine(tools, "openshift-image");
        var cache = new Dictionary<string, string?> { ["XDG_CACHE_HOME"] = Sandbox.Cache };
        Command.Run(tool, ["explain", image, "--dockerfile", "-o", byTool], environment: cache).MustExit(0).MustSay($"{byTool}: the Dockerfile of {image} (linux/");
        Assert.AreEqual(Listing(byTool), Listing(byTarget));
        string dockerfile = File.ReadAllText(Path.Combine(byTool, "Dockerfile"));
        Assert.Contains($" {registry.Host}/dotnet/aspnet@sha256:", dockerfile);
        Assert.IsTrue(File.Exists(Path.Combine(byTool, "files/app/WebApi.dll")));
        Command.Run(tool, ["explain", image, "--dockerfile"], environment: cache).MustExit(0).MustSay(dockerfile);
        Command.Run(tool, ["explain", image, "--dockerfile", "-o", byTool], environment: cache).MustExit(2).MustSay("error OSC0016: ");

        await RebuiltImage.MustBeSameAsync(original, new RebuiltImage().Build(byTarget, "web"));

        // Nothing has changed; then the program has; then somebody has worked in the folder.
        Export(project, arguments).MustSucceed().MustSay("as before: ");
        project.Write("odd/new.txt", "new");
        Export(project, arguments).MustSucceed().MustNotSay("as before: ");
        Assert.IsTrue(File.Exists(Path.Combine(byTarget, "files/app/odd/new.txt")));
        File.AppendAllText(Path.Combine(byTarget, "Dockerfile"), "RUN mine\n");
        Export(project, arguments).MustFail().MustSay("error OSC0016: What OpenShiftDockerfile wrote to ");
        Assert.EndsWith("RUN mine\n", File.ReadAllText(Path.Combine(byTarget, "Dockerfile")));

        // Where no registry has the base image, all of it is in the context; a secret is told by name. A publish profile delivers nothing, and what lies in the project's folder is none of its sources.
        string whole = Path.Combine(project.Folder, "deploy/docker");
        string[] beside = [$"-p:OpenShiftSdkVersion={Sandbox.Version}", "-p:OpenShiftEmbeddedBase=Always", "-p:OpenShiftDockerfileDirectory=deploy/docker", "-p:OpenShiftProfile=basic", "-p:PublishProfile=DefaultContainer", $"-p:ContainerRegistry={registry.Host}", "-p:ContainerRepository=shop/never", "-tl:off"];
        Export(project, beside).MustSucceed();
        Export(project, beside).MustSucceed().MustSay("as before: ");
        Assert.IsFalse(registry.HasRepository("shop/never"));
        Assert.Contains(" scratch\n", File.ReadAllText(Path.Combine(whole, "Dockerfile")));
        await RebuiltImage.MustBeSameAsync(Path.Combine(project.Intermediate, "image"), new RebuiltImage().Build(whole, "whole"));
    }

    [TestMethod]
    public async Task Images_of_others_come_out_as_they_were()
    {
        Components.Require("buildah", "skopeo", "umoci", "busybox");
        using RegistryServer registry = RegistryServer.Start();
        var builder = new RebuiltImage();

        // A base with a shell, and an image on it that takes away, replaces, links, owns, and names oddly.
        string context = Sandbox.NewFolder("base");
        Directory.CreateDirectory(Path.Combine(context, "root/bin"));
        Command.Run("sh", ["-c", $"cp $(command -v busybox) '{context}/root/bin/busybox' && cd '{context}/root/bin' && for n in sh rm ln mkdir chmod chown touch; do ln -s busybox $n; done"]).MustSucceed();
        File.WriteAllText(Path.Combine(context, "Dockerfile"), """
            FROM scratch
            COPY root/ /
            RUN mkdir -p /etc /opt/old /opt/kept /data /tmp && touch /etc/gone /opt/old/a /opt/old/b /opt/kept/x '/etc/a "$b" c' && chmod 1777 /tmp && chmod 0700 /data && ln -s opt /link && mkdir /folder
            ENV BASE=1 CHANGED=before
            LABEL kept=1 changed=before
            USER 1001
            WORKDIR /opt
            ENTRYPOINT ["/bin/sh"]
            CMD ["-c", "true"]
            """);
        string below = builder.Build(context, "base");
        Command.Run("skopeo", ["copy", "--dest-tls-verify=false", $"oci:{below}:built", $"docker://{registry.Host}/team/base:1"]).MustSucceed();
        string upper = Sandbox.NewFolder("upper");
        File.WriteAllText(Path.Combine(upper, "plain"), "plain");
        File.WriteAllText(Path.Combine(upper, "Dockerfile"), $"""
            FROM {registry.Host}/team/base:1
            USER 0
            RUN rm -rf /etc/gone /opt/old '/etc/a "$b" c' /link /folder && mkdir /link && touch /link/in && ln -s data /folder && touch /data/in /tmp/in && chmod 0640 /data/in && mkdir -p /srv/empty /srv/shared && chmod 2775 /srv/shared && chown 1001:0 /srv/shared /srv && touch '/srv/a:b' '/srv/$x "y"' /srv/-rf && chmod 4755 /srv/-rf
            COPY --chown=1001:5 plain /srv/
            COPY plain /opt/kept/x
            ENV CHANGED="after \$X \"q\" \\" EMPTY="" DB_PASSWORD={Secret}
            LABEL changed="after 'x'" "odd name"=1
            EXPOSE 8080 53/udp
            VOLUME ["/data", "/with blank"]
            STOPSIGNAL SIGINT
            USER 1001:0
            ENTRYPOINT ["/bin/sh", "-c", "echo \"$0\" \n end"]
            """);
        string one = builder.Build(upper, "one");
        ImageDockerfile made = await RebuildAsync(builder, $"oci:{one}:built", one, $"{registry.Host}/team/base:1");
        Assert.IsEmpty(made.Gaps, string.Join('\n', made.Gaps));
        Assert.AreEqual("DB_PASSWORD", made.Secrets.Single());
        Assert.DoesNotContain(Secret, made.Text);
        Assert.Contains("RUN [\"rm\", \"-rf\", \"--\", ", made.Text);

        // The same without its base, in Docker's format and with its health check.
        File.AppendAllText(Path.Combine(upper, "Dockerfile"), "\nHEALTHCHECK --interval=30s --retries=2 CMD [\"/bin/sh\", \"-c\", \"true\"]\n");
        string two = builder.Build(upper, "two", "docker");
        made = await RebuildAsync(builder, $"docker-archive:{two}", two, null, "docker");
        Assert.IsEmpty(made.Gaps, string.Join('\n', made.Gaps));

        // One of umoci's, with hard links, capabilities, a pipe, and files over several layers.
        string three = Path.Combine(Sandbox.NewFolder("umoci"), "layout");
        string bundle = three + "-bundle";
        Command.Run("sh", ["-ec", $$"""
            umoci init --layout '{{three}}'; umoci new --image '{{three}}:built'
            umoci unpack --image '{{three}}:built' '{{bundle}}'; cd '{{bundle}}/rootfs'
            mkdir -p app/deep/er empty bin; echo one > app/one; ln app/one app/two; ln app/one app/deep/three; chmod 0664 app/deep/er; echo p > bin/ping; chmod 0755 bin/ping; setcap cap_net_raw+ep bin/ping; mkfifo pipe; chmod 0750 empty; chown 1000660000:0 empty
            umoci repack --image '{{three}}:built' '{{bundle}}'; rm -rf '{{bundle}}'
            umoci unpack --image '{{three}}:built' '{{bundle}}'; cd '{{bundle}}/rootfs'
            rm app/two; echo four > app/four; ln -s /app/four app/link; rm -rf empty; echo file > empty; chmod 0711 app
            umoci repack --image '{{three}}:built' '{{bundle}}'
            umoci config --image '{{three}}:built' --config.env 'A=b c' --config.label 'x=$y' --config.workingdir /app --config.user 1:2 --config.cmd /bin/ping --config.exposedports 80/tcp
            """], seconds: 300).MustSucceed();
        made = await RebuildAsync(builder, $"oci:{three}:built", three, null);
        Assert.AreEqual("/pipe is a device, pipe or socket, which is left out.", made.Gaps.Single());
    }

    private static async Task<ImageDockerfile> RebuildAsync(RebuiltImage builder, string image, string path, string? below, string format = "oci")
    {
        string folder = Path.Combine(Sandbox.NewFolder("export"), "context");
        var request = new ImageCheckRequest { Image = image, Base = below, Platform = RuntimePlatform.Of(null), CacheDirectory = Sandbox.Cache };
        ImageDockerfile made = await new ImageCheck(new ProcessEnvironment()).ExportAsync(request, folder, null, CancellationToken.None);
        await RebuiltImage.MustBeSameAsync(path, builder.Build(folder, Path.GetFileName(path) + "-again", format));
        return made;
    }

    private static CommandResult Export(TestProject project, string[] arguments) =>
        project.Dotnet(null, ["publish", project.ProjectFile, "-t:OpenShiftDockerfile", "-nologo", $"-p:OpenShiftCacheDirectory={Sandbox.Cache}", .. arguments]);

    private static string Listing(string folder) => string.Join('\n', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(f =>
        $"{Path.GetRelativePath(folder, f)} {(OperatingSystem.IsWindows() ? "" : File.GetUnixFileMode(f).ToString())} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(f)))}"));
}
