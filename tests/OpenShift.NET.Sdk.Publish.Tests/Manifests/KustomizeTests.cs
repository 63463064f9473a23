using System.Text.RegularExpressions;
using OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

namespace OpenShift.NET.Sdk.Publish.Tests.Manifests;

/// <summary>The plain files as kubectl's own kustomize takes them. The fast tests hold that the goldens are what the generator makes.</summary>
[TestClass]
public sealed partial class KustomizeTests
{
    private static readonly string Goldens = Path.Combine(Sandbox.RepositoryRoot, "tests", "OpenShift.NET.Sdk.Tests", "Manifests", "Goldens");

    public static IEnumerable<object[]> Applications => Directory.EnumerateDirectories(Goldens).Select(f => new object[] { Path.GetFileName(f) });

    [TestMethod]
    [DynamicData(nameof(Applications))]
    public void The_plain_files_are_rendered_as_they_are(string application)
    {
        Components.Require("kubectl");
        string folder = Path.Combine(Goldens, application, "kubernetes");
        string rendered = Render(folder);
        string[] objects = rendered.Split("---\n");
        Assert.HasCount(Directory.EnumerateFiles(folder, "*.yaml").Count() - 1, objects);
        Assert.IsTrue(objects.All(o => o.Contains("app.kubernetes.io/version:", StringComparison.Ordinal)));
        Assert.DoesNotContain("kind: Secret", rendered);

        // Whatever kustomize adds, pods are selected by name and instance alone.
        Assert.AreEqual(Begun().Count(rendered), Whole().Count(rendered), rendered);
    }

    [TestMethod]
    public void An_overlay_changes_replicas_and_image()
    {
        Components.Require("kubectl");
        string folder = Sandbox.NewFolder("overlay");
        string name = Path.GetFileName(folder);
        foreach (string file in Directory.EnumerateFiles(Path.Combine(Goldens, "web-api", "kubernetes"), "*.yaml"))
        {
            string copy = Path.Combine(folder, "base", Path.GetFileName(file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        string overlay = Path.Combine(folder, "production");
        Directory.CreateDirectory(overlay);
        File.WriteAllText(Path.Combine(overlay, "kustomization.yaml"), """
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - ../base
            namePrefix: blue-
            replicas:
              - name: web-api
                count: 5
            images:
              - name: registry.example.com/shop/web-api
                newName: mirror.example.com/web-api
                newTag: 1.4.3
            """);
        string rendered = Render(overlay);
        Assert.Contains("image: mirror.example.com/web-api:1.4.3\n", rendered);
        Assert.Contains("replicas: 5\n", rendered);
        Assert.Contains("serviceAccountName: blue-web-api\n", rendered);
        Assert.DoesNotContain(name, rendered);
    }

    private static string Render(string folder) => Command.Run("kubectl", "kustomize", folder).MustSucceed().Output.ReplaceLineEndings("\n");

    [GeneratedRegex(@"(matchLabels|  selector):\n +app\.")]
    private static partial Regex Begun();

    [GeneratedRegex(@"(matchLabels|  selector):\n +app\.kubernetes\.io/instance: \S+\n +app\.kubernetes\.io/name: \S+\n(?! +app)")]
    private static partial Regex Whole();
}
