using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.ShellScripts;

namespace OpenShift.NET.Sdk.Tests.Images.Dockerfiles;

[TestClass]
public sealed class DockerfileReaderTests
{
    [TestMethod]
    [DataRow("FROM a\nRUN x \\\n\n  # c\n  && y\nCMD z", "FROM 1 a|RUN 2 x && y|CMD 6 z")]
    [DataRow("# escape=`\nfrom a\nrun x `\n && y\\", "FROM 2 a|RUN 3 x && y\\")]
    [DataRow("\uFEFF# syntax=x\n\nFROM --platform=linux/amd64 a AS b\r\nCOPY --chown=0:0 --link x /y\r\n", "FROM 3 a AS b|COPY 4 x /y")]
    [DataRow("FROM a\nRUN <<E bash\n# kept\nCMD no\nE\nCOPY <<\"F\" <<-G /x/\nf\nF\n\tg\n\tG\nUSER 1", "FROM 1 a|RUN 2 <<E bash|COPY 6 <<F <<-G /x/|USER 11 1")]
    [DataRow("FROM \"a\" AS b\nCOPY \"src/App.csproj\" 'src/'\nWORKDIR \"/app folder\"\nCOPY it's x", "FROM 1 a AS b|COPY 2 src/App.csproj src/|WORKDIR 3 /app folder|COPY 4 it's x")]
    [DataRow("FROM a\nRUN [\"x\", \"y z\"]", "FROM 1 a|RUN 2 x,y z")]
    public void Instructions_are_read_with_their_lines(string text, string expected)
    {
        Dockerfile file = DockerfileReader.Read("/src/Dockerfile", text);
        IEnumerable<DockerfileInstruction> all = file.Stages.SelectMany(s => s.Instructions.Prepend(s.From));
        Assert.AreEqual(expected, string.Join('|', all.Select(i => $"{i.Keyword} {i.Line} {string.Join(i.Text.StartsWith('[') ? "," : " ", i.Words)}")));
    }

    [TestMethod]
    [DataRow("ARG V=1\nARG W=$V.2\nFROM a:${W} AS x\nFROM x\nFROM ${N}\nFROM a:${N:-3}", "a:1.2,x,?,a:3")]
    [DataRow("ARG \"V=1\"\nFROM a:$V$\n", "?")]
    public void Bases_have_the_defaults_of_their_arguments(string text, string bases) =>
        Assert.AreEqual(bases, string.Join(',', DockerfileReader.Read("/Dockerfile", text).Stages.Select(s => s.Base ?? "?")));

    [TestMethod]
    public void Only_the_last_stage_and_what_it_is_built_on_is_shipped() =>
        Assert.AreEqual("1,3,5", string.Join(',', DockerfileReader.Read("/Dockerfile", "FROM a AS base\nFROM sdk AS build\nFROM base AS mid\nFROM build AS test\nFROM mid").Shipped.Select(s => s.From.Line).Order()));

    [TestMethod]
    [DataRow("RUN a && \\\n # c\n b", "2 a,4 b")]
    [DataRow("RUN --mount=type=cache,target=/x \\\n  a", "3 a")]
    [DataRow("RUN <<E\na\nb\nE", "3 a,4 b")]
    [DataRow("RUN bash -e <<E\na\nE", "3 a")]
    [DataRow("RUN cat <<E > x\na\nE", "2 cat")]
    [DataRow("RUN [\"sh\", \"-c\", \"a; b\"]", "2 a,2 b")]
    public void The_script_of_a_run_keeps_its_lines(string run, string commands) =>
        Assert.AreEqual(commands, string.Join(',', SimpleCommands.In(Dockerfile.ScriptOf(DockerfileReader.Read("/Dockerfile", "FROM x\n" + run).Stages[0].Instructions[0]).Body).Select(c => $"{c.Position.Line} {SimpleCommands.TextOf(c)[0]}")));
}
