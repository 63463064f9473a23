using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Checks;

/// <summary>Kubernetes files that a team has in its repository are judged with a publish, and stop none.</summary>
[TestClass]
public class RepositoryManifestsTests
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web-api
        spec:
          selector: { matchLabels: { app: web-api } }
          template:
            metadata:
              labels: { app: web-api }
            spec:
              containers:
                - name: web-api
                  image: registry.contoso.example/team/web-api:latest
                  ports: [ { containerPort: 8080 } ]
                  env:
                    - name: DB_PASSWORD
                      value: "Str0ng-Passw0rd-Of-Ours!"

        """;

    [TestMethod]
    public void They_are_told_of_at_their_line_and_the_image_is_delivered()
    {
        TestProject repository = TestProject.At(Sandbox.NewFolder("Repository"), "Repository");
        repository.Write(".git/HEAD", "ref: refs/heads/main\n");
        repository.Write("k8s/web-api.yaml", Deployment);
        TestProject project = TestProject.Web("<TreatWarningsAsErrors>true</TreatWarningsAsErrors>", folder: Path.Combine(repository.Folder, "src", "WebApi"));
        string[] destination = ["-p:OpenShiftEmbeddedBase=Always", $"-p:ContainerArchiveOutputPath={project.Folder}/out/image.tar", "-tl:off", "-v:d"];

        CommandResult first = project.Publish(destination).MustSucceed();
        first.MustSay("k8s/web-api.yaml(17,22): message OSC0905: ")
            .MustSay("k8s/web-api.yaml(13,18): message OSC0205: Deployment/web-api container web-api runs the image 'registry.contoso.example/team/web-api:latest'")
            .MustSay("message OSC2002: ").MustSay("message OSC1607: ")
            .MustSay("Judged beside what is published, as Kubernetes files of the repository that concern this project: k8s/web-api.yaml.")
            .MustSay("of them in k8s/web-api.yaml, not part of the publish (OpenShiftRepositoryManifests=None leaves them out)")
            .MustNotSay("Str0ng-Passw0rd-Of-Ours!").MustNotSay("error OSC").MustNotSay("warning OSC");
        Assert.Contains("k8s/web-api.yaml", File.ReadAllText(Path.Combine(project.Intermediate, "report.sarif")));
        Assert.Contains("k8s/web-api.yaml", File.ReadAllText(Path.Combine(project.Intermediate, "report.html")));
        Assert.IsFalse(Directory.EnumerateFiles(project.Folder + "/bin", "web-api.yaml", SearchOption.AllDirectories).Any());

        // A publish that finds everything as it was notices the file all the same.
        repository.Write("k8s/web-api.yaml", Deployment.Replace(":latest", ":1.4.2", StringComparison.Ordinal));
        project.Publish([.. destination, "--no-build"]).MustSucceed().MustSay("message OSC0905: ").MustNotSay("OSC0205");
        project.Publish([.. destination, "--no-build", "-p:OpenShiftRepositoryManifests=None"]).MustSucceed().MustNotSay("k8s/web-api.yaml");
        project.Publish([.. destination, "--no-build", "-p:OpenShiftProfile=strict"]).MustFail().MustSay("k8s/web-api.yaml(17,22): error OSC0905: ");
    }
}
