using OpenShift.NET.Sdk.Guidelines;
using OpenShift.NET.Sdk.Guidelines.Engine;
using OpenShift.NET.Sdk.Guidelines.Severities;
using OpenShift.NET.Sdk.Manifests.Templates;
using OpenShift.NET.Sdk.Tests.Guidelines.Cases;
using OpenShift.NET.Sdk.Tests.Guidelines.Trials;

namespace OpenShift.NET.Sdk.Tests.Guidelines.Engine;

/// <summary>Findings lead to the file that somebody wrote and to the line in it, never to what a build made.</summary>
[TestClass]
public sealed class UserPlacesTests
{
    private const string Settings = """{\n  \"Kestrel\": { \"Endpoints\": {\n    \"Http\": { \"Url\": \"http://localhost:5000\" } } },\n    \"Jwt\": { \"ClientSecret\": \"9f8c2d7a6b5e4f3a1c0d\" }\n}\n""";

    private const string ProjectFile = DefaultPublication.ProjectFolder + "/WebApi.csproj";

    private const string Written = """
        project: { image: { listeningPorts: [ { number: 5000, protocol: tcp, source: "appsettings.json Kestrel:Endpoints:Http:Url", loopbackOnly: true } ] }, files: [
          { path: appsettings.json, source: /out/appsettings.json, writtenIn: /src/WebApi/appsettings.json, origin: App },
          { path: run.sh, source: /out/run.sh, writtenIn: /src/WebApi/deploy/run.sh, origin: Content },
          { path: nlog.config, source: /out/nlog.config, writtenIn: /src/WebApi/nlog.config, origin: Content },
          { path: made.json, source: /out/made.json, origin: Content } ] }
        manifests: none
        """;

    [TestMethod]
    [DataRow("OSC0902", "/src/WebApi/appsettings.json(4,14)")]
    [DataRow("OSC0703", "/src/WebApi/appsettings.json(3,15)")]
    [DataRow("OSC0401", "/src/WebApi/deploy/run.sh(3,1)")]
    [DataRow("OSC1901", "/src/WebApi/nlog.config(1,16)")]
    public void A_finding_leads_to_the_line_somebody_wrote(string rule, string place)
    {
        Report report = Judge(Written + $$"""

            config: { Entrypoint: [ /app/run.sh ], Cmd: null, Env: [] }
            addLayers:
              - origin: app
                files:
                  - { path: /app/appsettings.json, text: "{{Settings}}" }
                  - { path: /app/run.sh, mode: "0755", text: "#!/bin/sh\nset -e\ndotnet /app/WebApi.dll\n" }
                  - { path: /app/nlog.config, text: "<nlog><targets><target name='f' type='File' fileName='/var/log/x.log' /></targets><rules><logger name='*' writeTo='f' /></rules></nlog>" }
            """);

        Assert.AreEqual(place, report.Findings.First(f => f.RuleId == rule).Where.Source?.ToString(), string.Join('\n', report.Findings.Select(static f => $"{f.RuleId} {f.Where.Source} {f.Message}")));
    }

    [TestMethod]
    public void What_a_build_made_is_the_projects()
    {
        Report report = Judge(Written + """

            addLayers:
              - { origin: app, files: [ { path: /app/made.json, text: "{ \"Jwt\": { \"ClientSecret\": \"9f8c2d7a6b5e4f3a1c0d\" } }" } ] }
            """);

        Assert.AreEqual(ProjectFile, report.Findings.First(static f => f.RuleId == "OSC0902").Where.Source?.ToString());
    }

    [TestMethod]
    public void A_generated_manifest_is_no_place()
    {
        Publication publication = RuleCase.Parse("edit: [ { file: deployment.yaml, replace: \"runAsNonRoot: true\", with: \"runAsNonRoot: true\\n        runAsUser: 1000\" } ]").Build();
        Assert.AreNotEqual(ProjectFile, PlaceOfPinned(publication), "The case is about a place in a file.");

        publication = new Publication
        {
            Project = publication.Project,
            Manifest = publication.Manifest,
            Config = publication.Config,
            Base = publication.Base,
            Digest = publication.Digest,
            Files = publication.Files,
            Manifests = ManifestSet.Of(publication.Manifests!.Files.Select(static f => f with { FullPath = "/src/WebApi/obj/Release/net10.0/openshift/manifests/" + f.Path })),
        };
        Assert.AreEqual(ProjectFile, PlaceOfPinned(publication));
    }

    private static string? PlaceOfPinned(Publication publication) =>
        new RuleEngine().Run(publication, new SeveritySettings(), [], Run.Today, CancellationToken.None).Findings.First(static f => f.RuleId == "OSC1310").Where.Source?.ToString();

    private static Report Judge(string yaml) => new RuleEngine().Run(RuleCase.Parse(yaml).Build(), new SeveritySettings(), [], Run.Today, CancellationToken.None);
}
