using System.Xml.Linq;
using OpenShift.NET.Sdk.Images.Dockerfiles;
using OpenShift.NET.Sdk.Images.Dockerfiles.Migration;

namespace OpenShift.NET.Sdk.Tests.Images.Dockerfiles;

/// <summary>From a Dockerfile to properties and items of a project: each instruction is carried over, told not to be needed, or told with the way.</summary>
[TestClass]
public sealed class DockerfileMigrationTests
{
    private const string Usual = """
        FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS base
        WORKDIR /app
        EXPOSE 8080
        FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
        ARG BUILD_CONFIGURATION=Release
        WORKDIR /src
        COPY ["Shop/Shop.csproj", "Shop/"]
        RUN dotnet restore "./Shop/Shop.csproj"
        COPY . .
        RUN dotnet build "./Shop.csproj" -c $BUILD_CONFIGURATION -o /app/build
        FROM build AS publish
        RUN dotnet publish "./Shop.csproj" -c $BUILD_CONFIGURATION -o /app/publish /p:UseAppHost=false
        FROM base AS final
        WORKDIR /app
        COPY --from=publish /app/publish .
        ENTRYPOINT ["dotnet", "Shop.dll"]
        """;

    [TestMethod]
    public void The_usual_Dockerfile_is_two_lines_of_a_project_and_nothing_is_left()
    {
        ProjectMigration migration = Of(Usual);
        Assert.AreEqual("ContainerBaseImage=mcr.microsoft.com/dotnet/aspnet:8.0", Properties(migration));
        Assert.AreEqual("ContainerPort 8080 Type=tcp", Items(migration));
        Assert.IsEmpty(migration.Open, string.Join('\n', migration.Open.Select(static n => n.Instruction)));
        Assert.IsEmpty(migration.BaseCommands);
    }

    [TestMethod]
    public void An_own_base_image_has_what_its_commands_need_where_they_are()
    {
        ProjectMigration migration = Of("""
            FROM mcr.microsoft.com/dotnet/aspnet:10.0
            ARG VERSION=1.7.0
            ADD https://example.com/v${VERSION}/install.sh install.sh
            RUN chmod +x install.sh
            RUN ./install.sh
            RUN git clone https://example.com/tools
            WORKDIR /tools
            RUN npm install
            RUN dotnet tool install --global dotnet-ef
            WORKDIR /app
            ADD https://example.com/other.sh ./
            RUN apt-get update && apt-get install -y curl
            COPY publish/ .
            RUN chmod +x ./other.sh
            ENTRYPOINT ["./other.sh"]
            """);
        CollectionAssert.AreEqual(
            new[] { "ARG VERSION=1.7.0", "ADD https://example.com/v${VERSION}/install.sh /install.sh", "RUN chmod +x /install.sh", "RUN ./install.sh", "RUN git clone https://example.com/tools", "WORKDIR /tools", "RUN npm install", "RUN apt-get update && apt-get install -y curl" },
            migration.BaseCommands.ToArray(),
            string.Join('\n', migration.BaseCommands));
        Assert.Contains("step of the pipeline", migration.Open.Single(static n => n.Line == 9).Text);
    }

    [TestMethod]
    public void A_folder_that_a_stage_only_makes_for_the_image_is_one_to_be_written_to()
    {
        ProjectMigration migration = Of("""
            FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
            WORKDIR /src
            COPY . .
            RUN dotnet publish Shop.csproj -o /out/app
            RUN mkdir -p /out/keys /out/tmp /out/seed /app/data
            RUN cp seed.json /out/seed
            FROM mcr.microsoft.com/dotnet/aspnet:10.0-noble-chiseled
            WORKDIR /app
            COPY --from=build /out/app .
            COPY --from=build --chown=1654:0 /out/keys/ /home/app/keys/
            COPY --from=build /out/tmp /tmp
            COPY --from=build /out/seed /seed
            COPY --from=build /app/data ./data
            ENTRYPOINT ["dotnet", "Shop.dll"]
            """);
        Assert.AreEqual("OpenShiftWritablePath /home/app/keys Volume=EmptyDir\nOpenShiftWritablePath /app/data Volume=EmptyDir", Items(migration));
        Assert.AreEqual("6 12", string.Join(' ', migration.Open.Select(static n => n.Line)));
    }

    [TestMethod]
    public void What_publishes_and_starts_nothing_is_told_and_an_unknown_folder_is_not_made_up()
    {
        ProjectMigration migration = Of("""
            FROM mcr.microsoft.com/dotnet/sdk:10.0
            WORKDIR /tools
            ARG DIR
            WORKDIR $DIR/shop
            RUN dotnet restore
            """);
        Assert.AreEqual("", Properties(migration));
        Assert.Contains(static n => n.Line == 1 && n.Text.StartsWith("Nothing in it publishes an application", StringComparison.Ordinal), migration.Open);
    }

    [TestMethod]
    [DataRow("ENV A=1 B=\"two words\"", "ContainerEnvironmentVariable A Value=1\nContainerEnvironmentVariable B Value=two words", "")]
    [DataRow("ENV ASPNETCORE_URLS http://+:5000", "ContainerEnvironmentVariable ASPNETCORE_URLS Value=http://+:5000", "")]
    [DataRow("ARG V=7\nENV V2=${V}.1", "ContainerEnvironmentVariable V2 Value=7.1", "")]
    [DataRow("ENV PATH=\"$PATH:/tools\"", "", "ENV PATH=\"$PATH:/tools\"")]
    [DataRow("ENV Db__Password=s3cr3t", "OpenShiftSetting Db__Password Secret=true", "ENV Db__Password=…")]
    [DataRow("ENV DB_PASSWORD s3cr3t", "OpenShiftSetting DB_PASSWORD Secret=true", "ENV DB_PASSWORD …")]
    [DataRow("ARG NUGET_TOKEN=s3cr3t\nENV FEED=$NUGET_TOKEN", "OpenShiftSetting FEED Secret=true", "ENV FEED=$NUGET_TOKEN")]
    [DataRow("ENV API_KEY=s3cr3t\nENV COPIED=$API_KEY", "OpenShiftSetting API_KEY Secret=true\nOpenShiftSetting COPIED Secret=true", "ENV API_KEY=…\nENV COPIED=$API_KEY")]
    [DataRow("ARG HOST\nARG PASSWORD\nENV DB=host=$HOST;password=$PASSWORD", "OpenShiftSetting DB Secret=true", "ENV DB=host=$HOST;password=$PASSWORD")]
    [DataRow("ARG HOST\nENV QUEUE=amqp://${HOST}:5672", "OpenShiftSetting QUEUE ", "ENV QUEUE=amqp://${HOST}:5672")]
    [DataRow("ENV TOOLS=$ROOT/tools", "", "ENV TOOLS=$ROOT/tools")]
    [DataRow("RUN dotnet tool install --global dotnet-ef", "", "RUN dotnet tool install --global dotnet-ef")]
    [DataRow("ENV ConnectionStrings__Files=provider=folder;path=/data", "ContainerEnvironmentVariable ConnectionStrings__Files Value=provider=folder;path=/data", "")]
    [DataRow("ENV ConnectionStrings__Shop=\"Server=db;Password=s3cr3t\"", "OpenShiftSetting ConnectionStrings__Shop Secret=true", "ENV ConnectionStrings__Shop=…")]
    [DataRow("RUN dotnet nuget add source https://feed -u ci -p s3cr3t --store-password-in-clear-text", "", null)]
    [DataRow("RUN curl --token s3cr3t https://x && wget --password=s3cr3t https://y", "", "RUN curl --token … https://x && wget --password=… https://y")]
    [DataRow("LABEL maintainer=\"a@example.com\" x.y=z", "ContainerLabel maintainer Value=a@example.com\nContainerLabel x.y Value=z", "")]
    [DataRow("MAINTAINER A B", "ContainerLabel org.opencontainers.image.authors Value=A B", "")]
    [DataRow("EXPOSE 8080/tcp 9000-9001 53/udp", "ContainerPort 8080 Type=tcp\nContainerPort 9000 Type=tcp\nContainerPort 9001 Type=tcp", "EXPOSE 8080/tcp 9000-9001 53/udp")]
    [DataRow("ENV ASPNETCORE_URLS=http://+:5000;https://*", "", "ENV ASPNETCORE_URLS=http://+:5000;https://*")]
    [DataRow("ENV discovery.type=single-node", "", "ENV discovery.type=single-node")]
    [DataRow("ENV ASPNETCORE_HTTP_PORTS=80", "", "ENV ASPNETCORE_HTTP_PORTS=80")]
    [DataRow("EXPOSE 5353/udp 5353/tcp", "ContainerPort 5353 Type=udp\nContainerPort 5353 Type=tcp", "")]
    [DataRow("EXPOSE 80", "", "EXPOSE 80")]
    [DataRow("EXPOSE $PORT", "", "EXPOSE $PORT")]
    [DataRow("VOLUME [\"/data\"]", "OpenShiftWritablePath /data Volume=Claim", "")]
    [DataRow("RUN mkdir -p /var/uploads && chown -R app:app /var/uploads", "OpenShiftWritablePath /var/uploads Volume=EmptyDir", "")]
    [DataRow("RUN adduser -u 5678 --disabled-password --gecos \"\" appuser && chown -R appuser /app", "", "")]
    [DataRow("RUN apt-get update && apt-get install -y libgdiplus && rm -rf /var/lib/apt/lists/*", "", "RUN apt-get update && apt-get install -y libgdiplus && rm -rf /var/lib/apt/lists/*")]
    [DataRow("USER appuser", "", "USER appuser")]
    [DataRow("USER root", "", "USER root")]
    [DataRow("USER $APP_UID", "", "")]
    [DataRow("HEALTHCHECK CMD curl -f http://localhost:8080/health || exit 1", "OpenShiftProbe Liveness Type=Http Path=/health Port=8080", "")]
    [DataRow("HEALTHCHECK --interval=1m30s --timeout=500ms --start-period=10s --retries=5 CMD curl -f http://localhost:8080/health", "OpenShiftProbe Liveness Type=Http Path=/health Port=8080 InitialDelaySeconds=10 PeriodSeconds=90 TimeoutSeconds=1 FailureThreshold=5", "")]
    [DataRow("ENV PORT=5001\nHEALTHCHECK CMD curl -f http://localhost:${PORT}/health", "ContainerEnvironmentVariable PORT Value=5001\nOpenShiftProbe Liveness Type=Http Path=/health Port=5001", "")]
    [DataRow("HEALTHCHECK CMD wget --spider http://127.0.0.1/healthz", "OpenShiftProbe Liveness Type=Http Path=/healthz", "HEALTHCHECK CMD wget --spider http://127.0.0.1/healthz")]
    [DataRow("RUN apt-get update && apt-get install -y curl && rm -rf /var/lib/apt/lists/*\nHEALTHCHECK CMD curl -f http://localhost:8080/health", "OpenShiftProbe Liveness Type=Http Path=/health Port=8080", "")]
    [DataRow("RUN chmod 755 /app/run.sh", "", "RUN chmod 755 /app/run.sh")]
    [DataRow("USER root\nRUN mkdir /var/cache/shop\nUSER app", "OpenShiftWritablePath /var/cache/shop Volume=EmptyDir", "")]
    [DataRow("USER 65534:65534", "", "")]
    [DataRow("RUN mkdir -p /etc/shop/core && chown -R app /etc/shop", "OpenShiftWritablePath /etc/shop Volume=EmptyDir\nOpenShiftWritablePath /etc/shop/core Volume=EmptyDir", "")]
    [DataRow("RUN chown -R app /etc/ssl", "", "")]
    [DataRow("RUN chown -R app /app/App_Data", "OpenShiftWritablePath /app/App_Data Volume=None", "")]
    [DataRow("COPY jobs/publish /jobs\nRUN chown app /jobs", "OpenShiftWritablePath /jobs Volume=None", "COPY jobs/publish /jobs")]
    [DataRow("COPY ./Server /app/", "", "")]
    [DataRow("COPY . .", "", "")]
    [DataRow("COPY Migrations ./db/", "None Migrations/** Link=db/%(RecursiveDir)%(Filename)%(Extension) CopyToPublishDirectory=PreserveNewest", "")]
    [DataRow("COPY scripts/*.sql ./db/", "None scripts/*.sql Link=db/%(Filename)%(Extension) CopyToPublishDirectory=PreserveNewest", "")]
    [DataRow("COPY LICENSE ./", "None LICENSE Link=LICENSE CopyToPublishDirectory=PreserveNewest", "")]
    [DataRow("COPY wwwroot/start.json ./data/", "", "COPY wwwroot/start.json ./data/")]
    [DataRow("COPY start.json ./data/\nVOLUME /app/data", "None start.json Link=data/start.json CopyToPublishDirectory=PreserveNewest\nOpenShiftWritablePath /app/data Volume=Claim", "COPY start.json ./data/")]
    [DataRow("COPY <<EOF /app/a.json\n{}\nEOF", "", "COPY <<EOF /app/a.json {}")]
    [DataRow("HEALTHCHECK CMD [\"/app/check\"]", "", "HEALTHCHECK CMD [\"/app/check\"]")]
    [DataRow("HEALTHCHECK NONE", "", "")]
    [DataRow("COPY certs/ca.crt /usr/local/share/ca-certificates/", "", "COPY certs/ca.crt /usr/local/share/ca-certificates/")]
    [DataRow("COPY data/seed.json ./data/", "None data/seed.json Link=data/seed.json CopyToPublishDirectory=PreserveNewest", "")]
    [DataRow("COPY data/seed.json /app/start.json", "None data/seed.json Link=start.json CopyToPublishDirectory=PreserveNewest", "")]
    [DataRow("COPY --from=busybox /bin/sh /bin/sh", "", "COPY --from=busybox /bin/sh /bin/sh")]
    [DataRow("STOPSIGNAL SIGTERM", "", "")]
    [DataRow("STOPSIGNAL SIGINT", "", "STOPSIGNAL SIGINT")]
    [DataRow("ONBUILD RUN x", "", "ONBUILD RUN x")]
    public void An_instruction_is_carried_over_or_told(string instruction, string items, string? open)
    {
        ProjectMigration migration = Of($"FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\n{instruction}\nENTRYPOINT [\"dotnet\", \"Shop.dll\"]\n");
        Assert.AreEqual(items, Items(migration));
        if (open is not null)
        {
            Assert.AreEqual(open, string.Join('\n', migration.Open.Select(static n => n.Instruction)));
        }

        Assert.IsTrue(migration.Open.All(static n => n.Text.Length > 20));
        Assert.DoesNotContain("s3cr3t", string.Join('\n', MigrationText.Lines(migration, "Dockerfile")));
    }

    [TestMethod]
    [DataRow("ENTRYPOINT [\"dotnet\", \"Shop.dll\", \"--urls=http://*:5000\"]\nCMD [\"serve\"]", "ContainerAppCommandArgs --urls=http://*:5000 \nContainerDefaultArgs serve ", 0)]
    [DataRow("ENTRYPOINT [\"dotnet\", \"Shop.dll\", \"-v\", \"a\", \"-v\", \"b\"]\nCMD [\"--tag\", \"x\", \"--tag\"]", "ContainerAppCommandArgs -v \nContainerAppCommandArgs a \nContainerAppCommandArgs -v \nContainerAppCommandArgs b \nContainerDefaultArgs --tag \nContainerDefaultArgs x \nContainerDefaultArgs --tag ", 0)]
    [DataRow("CMD dotnet Shop.dll", "", 0)]
    [DataRow("CMD ASPNETCORE_URLS=http://*:$PORT dotnet Shop.dll", "", 1)]
    [DataRow("ENTRYPOINT [\"./Shop\"]", "", 0)]
    [DataRow("ENTRYPOINT [\"/bin/sh\", \"entrypoint.sh\"]", "", 1)]
    [DataRow("ENTRYPOINT [\"tini\", \"--\", \"dotnet\", \"Shop.dll\"]", "", 1)]
    [DataRow("ENTRYPOINT [\"/bin/bash\"]\nCMD [\"/entrypoint.sh\"]", "", 2)]
    [DataRow("ENTRYPOINT [\"dotnet\", \"restore\"]\nCMD [\"x\"]", "", 2)]
    [DataRow("CMD dotnet run -c $CONFIGURATION", "", 1)]
    [DataRow("ENTRYPOINT dotnet \"${PROJECT}.dll\"", "", 0)]
    [DataRow("ENTRYPOINT dotnet Shop.dll --urls http://*:$PORT", "", 1)]
    [DataRow("CMD [\"/app/Shop.dll\"]", "", 0)]
    [DataRow("CMD [\"sh\", \"-c\", \"exec dotnet Shop.dll --verbose\"]", "ContainerAppCommandArgs --verbose", 0)]
    [DataRow("CMD [\"b\"]\nCMD [\"a\"]\nENTRYPOINT [\"/entrypoint\"]\nENTRYPOINT [\"dotnet\", \"Shop.dll\"]", "ContainerDefaultArgs a", 0)]
    [DataRow("CMD [\"a\"]\nENTRYPOINT [\"dotnet\", \"Shop.dll\"]", "ContainerDefaultArgs a", 0)]
    public void The_start_command_is_the_applications_own_or_told(string instructions, string items, int open)
    {
        ProjectMigration migration = Of($"FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\n{instructions}\n");
        Assert.AreEqual(items.Trim(), Items(migration).Trim());
        Assert.HasCount(open, migration.Open);
    }

    [TestMethod]
    [DataRow("ENV A=1 Db__Password=\"s3cr3t with blanks s3cr3t\" B=$C", "ENV A=1 Db__Password=… B=$C")]
    [DataRow("ENV Db__Password s3cr3t and s3cr3t", "ENV Db__Password …")]
    [DataRow("ENV Db__Password=s3cr3t\\ s3cr3t Jwt__Key='s3cr3t'", "ENV Db__Password=… Jwt__Key=…")]
    [DataRow("ENV CACHE=redis://:s3cr3t@cache:6379", "ENV CACHE=…")]
    [DataRow("RUN custom --password 's3cr3t s3cr3t' --port 1", "RUN custom --password … --port 1")]
    [DataRow("RUN curl -u me:s3cr3t https://example.com/x -o /x", "RUN curl -u … https://example.com/x -o /x")]
    [DataRow("RUN wget https://me:s3cr3t@example.com/x", "RUN wget …")]
    [DataRow("HEALTHCHECK CMD [\"check\",\"--password\",\"s3cr3t\"]", "HEALTHCHECK CMD [\"check\",\"--password\",\"…\"]")]
    [DataRow("ENTRYPOINT [\"dotnet\",\"Shop.dll\",\"--Jwt:Key=s3cr3t\"]", "ENTRYPOINT [\"dotnet\",\"Shop.dll\",\"--Jwt:Key=…\"]")]
    [DataRow("ENTRYPOINT [\"dotnet\", \"Shop.dll\"]\nCMD [\"--password\", \"s3cr3t\"]", "CMD [\"--password\", \"…\"]")]
    public void A_secret_is_repeated_nowhere(string instructions, string told)
    {
        ProjectMigration migration = Of($"FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\n{instructions}\n");
        Assert.Contains(told, migration.Open.Select(static n => n.Instruction), string.Join('\n', migration.Open.Select(static n => n.Instruction)));
        Assert.DoesNotContain("s3cr3t", string.Join('\n', MigrationText.Lines(migration, "Dockerfile")));
    }

    [TestMethod]
    public void What_a_publish_is_told_are_properties_and_other_stages_are_told()
    {
        ProjectMigration migration = Of("""
            FROM node:20 AS client
            RUN npm ci && npm run build
            FROM --platform=$BUILDPLATFORM mcr.microsoft.com/dotnet/sdk:8.0 AS build
            RUN apt-get update && apt-get install -y clang zlib1g-dev
            RUN dotnet tool install -g dotnet-ef
            RUN dotnet publish -c Release -r linux-musl-x64 -p:PublishAot=true /p:DebugType=none --self-contained true -o /out
            FROM --platform=linux/arm64 mcr.microsoft.com/dotnet/runtime-deps:8.0-alpine
            RUN apk add --no-cache icu-libs
            WORKDIR /srv/shop
            COPY --from=build /out .
            COPY --from=client /dist ./wwwroot
            USER 1000
            ENTRYPOINT ["./Shop"]
            """);
        Assert.AreEqual(
            "RuntimeIdentifier=linux-musl-x64 PublishAot=true DebugType=none SelfContained=true ContainerRuntimeIdentifier=linux-arm64 ContainerBaseImage=mcr.microsoft.com/dotnet/runtime-deps:8.0-alpine ContainerUser=1000 ContainerWorkingDirectory=/srv/shop",
            Properties(migration));
        CollectionAssert.AreEqual(new[] { 2, 4, 5, 8, 11 }, migration.Open.Select(static n => n.Line).ToArray());
        CollectionAssert.AreEqual(new[] { "RUN apk add --no-cache icu-libs" }, migration.BaseCommands.ToArray());
        Assert.Contains("-extra", migration.Open.Single(static n => n.Line == 8).Text);
        string text = string.Join('\n', MigrationText.Lines(migration, "Dockerfile"));
        Assert.Contains("  FROM mcr.microsoft.com/dotnet/runtime-deps:8.0-alpine\n  USER 0\n  RUN apk add --no-cache icu-libs\n", text);
    }

    [TestMethod]
    public void What_is_copied_before_the_folder_is_named_and_out_of_a_build_is_told_where_it_goes()
    {
        ProjectMigration migration = Of("FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build\nRUN dotnet publish\nFROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY a.ttf /usr/share/fonts/a.ttf\nWORKDIR /app\nCOPY --from=build /src/run.sh .\nCOPY --from=0 /out .\n");
        CollectionAssert.AreEqual(new[] { 4, 6 }, migration.Open.Select(static n => n.Line).ToArray());
        Assert.AreEqual("", Items(migration));
    }

    [TestMethod]
    public void Another_stage_than_the_last_one_can_be_meant_and_a_document_keeps_its_end()
    {
        Dockerfile file = DockerfileReader.Read("/src/Dockerfile", "FROM mcr.microsoft.com/dotnet/aspnet:8.0 AS api\nRUN <<-'DONE'\n\tapt-get install -y a\nDONE\nFROM mcr.microsoft.com/dotnet/sdk:8.0 AS other\nRUN dotnet publish -p:A=1\nFROM mcr.microsoft.com/dotnet/runtime:8.0 AS job\n");
        ProjectMigration migration = DockerfileMigration.Of(file, DockerfileMigration.IndexOf(file, "API"));
        Assert.AreEqual("ContainerBaseImage=mcr.microsoft.com/dotnet/aspnet:8.0", Properties(migration));
        Assert.EndsWith("\nDONE", migration.BaseCommands.Single());
        Assert.AreEqual(-1, DockerfileMigration.IndexOf(file, "web"));
    }

    [TestMethod]
    public void Files_are_named_from_the_projects_folder_and_other_projects_are_told()
    {
        ProjectMigration migration = Of("""
            FROM exampleui/ui:latest AS ui
            FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
            WORKDIR /work
            COPY src ./src
            RUN dotnet build src/Shop.Plugin/Shop.Plugin.csproj -c Release
            WORKDIR /work/src/Shop.Api
            RUN dotnet publish "Shop.Api.csproj" -c Release -o /out /p:Version=$VERSION && dotnet ef migrations bundle -o /bundle
            RUN dotnet publish ../Shop.Jobs/Shop.Jobs.csproj -o /jobs
            WORKDIR /out
            RUN mkdir logs && chmod 775 logs
            RUN chmod 775 App_Data
            FROM mcr.microsoft.com/dotnet/aspnet:8.0
            WORKDIR /app
            COPY --from=build /out .
            COPY --from=build /bundle .
            COPY --from=build /jobs ./
            COPY --from=ui /dist ./wwwroot
            COPY src/Shop.Data/Migrations ./Migrations
            COPY src/Shop.Api/Views/a.html ./Views/
            COPY build/start.json ./
            ENTRYPOINT ["dotnet", "Shop.Api.dll"]
            """);
        Assert.AreEqual(
            """
            OpenShiftWritablePath /app/logs Volume=EmptyDir
            OpenShiftWritablePath /app/App_Data Volume=None
            None ../Shop.Data/Migrations/** Link=Migrations/%(RecursiveDir)%(Filename)%(Extension) CopyToPublishDirectory=PreserveNewest
            None Views/a.html Link=Views/a.html CopyToPublishDirectory=PreserveNewest
            None ../../build/start.json Link=start.json CopyToPublishDirectory=PreserveNewest
            """,
            Items(migration));
        CollectionAssert.AreEqual(new[] { 5, 7, 7, 15, 16, 17 }, migration.Open.Select(static n => n.Line).ToArray(), string.Join('\n', migration.Open));
        Assert.Contains("Shop.Plugin.csproj", migration.Open[0].Text);
        Assert.Contains("OpenShiftWorkload", string.Join('\n', migration.Open.Where(static n => n.Line == 7).Select(static n => n.Text)));
        Assert.Contains("-p:Version=", string.Join('\n', migration.Open.Where(static n => n.Line == 7).Select(static n => n.Text)));
        Assert.Contains("image of one project", migration.Open[4].Text);
        Assert.Contains("exampleui/ui:latest", migration.Open[5].Text);
        string text = string.Join('\n', MigrationText.Lines(migration, "Dockerfile"));
        Assert.Contains("<None Include=\"../Shop.Data/Migrations/**\" Link=\"Migrations/%(RecursiveDir)%(Filename)%(Extension)\" CopyToPublishDirectory=\"PreserveNewest\" />", text);
    }

    [TestMethod]
    public void What_a_document_publishes_is_the_application()
    {
        ProjectMigration migration = Of("""
            ARG SDK=8.0
            FROM mcr.microsoft.com/dotnet/sdk:${SDK} AS build
            ARG SDK
            ARG RID=alpine.3.18-x64
            RUN <<EOF
            dotnet publish a.csproj --runtime=${RID} "-p:DebugType=none;DebugSymbols=false" -o /build/publish
            EOF
            FROM mcr.microsoft.com/dotnet/runtime-deps:8.0-alpine
            ARG SDK
            LABEL sdk=$SDK
            WORKDIR /opt/shop
            COPY --from=build /build/publish .
            ENTRYPOINT ["/opt/shop/a"]
            """);
        Assert.AreEqual("RuntimeIdentifier=linux-musl-x64 DebugType=none DebugSymbols=false ContainerBaseImage=mcr.microsoft.com/dotnet/runtime-deps:8.0-alpine SelfContained=true ContainerWorkingDirectory=/opt/shop", Properties(migration));
        Assert.AreEqual("ContainerLabel sdk Value=8.0", Items(migration));
        Assert.IsEmpty(migration.Open, string.Join('\n', migration.Open));
    }

    [TestMethod]
    public void An_own_base_image_has_what_its_commands_need_and_nothing_of_the_build()
    {
        ProjectMigration migration = Of("""
            FROM mcr.microsoft.com/dotnet/aspnet:8.0
            ARG DEBIAN_FRONTEND=noninteractive
            ENV TZ=Europe/Rome
            COPY ca.crt /usr/local/share/ca-certificates/
            COPY start.sh /start.sh
            RUN update-ca-certificates && ln -snf /usr/share/zoneinfo/$TZ /etc/localtime
            RUN mkdir -p /etc/shop
            RUN printf 'a' >> /etc/shop/shop.conf
            WORKDIR /src
            ADD . /src
            RUN apt-get update && apt-get install -y locales && dotnet restore && dotnet publish -o /app && rm -rf /src
            RUN mkdir -p /opt/agent && dpkg -i /tmp/agent.deb
            """);
        Assert.AreEqual(
            """
            COPY ca.crt /usr/local/share/ca-certificates/
            ARG DEBIAN_FRONTEND=noninteractive
            ARG TZ=Europe/Rome
            RUN update-ca-certificates && ln -snf /usr/share/zoneinfo/$TZ /etc/localtime
            RUN mkdir -p /etc/shop
            RUN printf 'a' >> /etc/shop/shop.conf
            RUN apt-get update \
                && apt-get install -y locales
            RUN mkdir -p /opt/agent && dpkg -i /tmp/agent.deb
            """,
            string.Join('\n', migration.BaseCommands));
        Assert.AreEqual("ContainerEnvironmentVariable TZ Value=Europe/Rome\nOpenShiftWritablePath /etc/shop Volume=None", Items(migration));
    }

    [TestMethod]
    [DataRow("microsoft/dotnet:2.1-aspnetcore-runtime", "", 1)]
    [DataRow("microsoft/aspnetcore:2.0.5", "", 1)]
    [DataRow("scratch", "", 1)]
    [DataRow("alpine:3.20", "ContainerBaseImage=docker.io/library/alpine:3.20", 1)]
    [DataRow("acme/web:1", "ContainerBaseImage=docker.io/acme/web:1", 0)]
    [DataRow("registry.example.com/base/web:1", "ContainerBaseImage=registry.example.com/base/web:1", 0)]
    [DataRow("mcr.microsoft.com/dotnet/core/aspnet", "ContainerBaseImage=mcr.microsoft.com/dotnet/core/aspnet", 0)]
    public void A_base_image_without_NET_or_of_before_is_told(string image, string properties, int open)
    {
        ProjectMigration migration = Of($"FROM {image}\nCOPY out /app\nWORKDIR /app\nENTRYPOINT [\"dotnet\", \"Shop.dll\"]\n");
        Assert.AreEqual(properties, Properties(migration));
        Assert.HasCount(open, migration.Open, string.Join('\n', migration.Open));
    }

    [TestMethod]
    public void A_note_names_the_files_own_place_and_puts_no_secret_into_an_image()
    {
        ProjectMigration migration = Of("FROM mcr.microsoft.com/dotnet/aspnet:8.0\nWORKDIR /app\nCOPY start.sh /\nCOPY a.conf /etc/\nENV API_TOKEN=$API_TOKEN\nCOPY wwwroot/a.json ./data/a.json\nVOLUME /app/data\n");
        Assert.Contains(" at /start.sh from ", migration.Open[0].Text);
        Assert.Contains(" at /etc/a.conf from ", migration.Open[1].Text);
        Assert.DoesNotContain("ContainerEnvironmentVariable", migration.Open[2].Text);
        Assert.HasCount(4, migration.Open);
    }

    [TestMethod]
    public void Where_nothing_is_copied_by_WORKDIR_the_application_stays_where_it_was_copied()
    {
        ProjectMigration migration = Of("FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build\nCOPY . /w\nRUN cd w && dotnet publish src/Shop.csproj -o /shop\nFROM mcr.microsoft.com/dotnet/aspnet:8.0\nCOPY --from=build [\"/shop\", \"/shop\"]\nCOPY --from=build [\"/w/sample\", \"/site\"]\nCMD dotnet /shop/Shop.dll\n");
        Assert.AreEqual("ContainerBaseImage=mcr.microsoft.com/dotnet/aspnet:8.0 ContainerWorkingDirectory=/shop", Properties(migration));
        CollectionAssert.AreEqual(new[] { 6 }, migration.Open.Select(static n => n.Line).ToArray());
    }

    [TestMethod]
    public void Stages_for_more_than_packages_and_of_several_platforms_are_told_as_what_they_are()
    {
        ProjectMigration migration = Of("""
            FROM node:20 AS client
            RUN apk add git && yarn install && mv dist /dist
            FROM mcr.microsoft.com/dotnet/sdk:8.0 AS build
            RUN if [ "$TARGETPLATFORM" = "linux/arm64" ]; then RID=linux-arm64; fi && echo "RID=$RID" > /tmp/rid.txt
            RUN . /tmp/rid.txt && dotnet publish --self-contained -r $RID -o out
            FROM mcr.microsoft.com/dotnet/aspnet:8.0
            WORKDIR /app
            COPY --from=build /out .
            COPY --from=client /dist ./wwwroot
            """);
        CollectionAssert.AreEqual(new[] { 2, 2, 9 }, migration.Open.Select(static n => n.Line).ToArray(), string.Join('\n', migration.Open));
        Assert.Contains("step before dotnet publish", migration.Open[1].Text);
        Assert.Contains("ContainerRuntimeIdentifiers", migration.Unneeded.Single(static n => n.Line == 4).Text);
        Assert.AreEqual("It is for the build alone.", migration.Unneeded.Single(static n => n.Line == 1).Text);
    }

    [TestMethod]
    public void A_Dockerfile_of_one_stage_on_the_SDK_takes_the_runtime()
    {
        ProjectMigration migration = Of("FROM mcr.microsoft.com/dotnet/sdk:8.0\nWORKDIR /app\nCOPY . .\nRUN dotnet publish -c Release -o out\nENTRYPOINT [\"dotnet\", \"out/Shop.dll\"]\n");
        Assert.AreEqual("", Properties(migration));
        Assert.HasCount(1, migration.Open);
    }

    [TestMethod]
    public void The_text_is_a_part_of_a_project_whatever_is_in_the_values()
    {
        ProjectMigration migration = Of("FROM mcr.microsoft.com/dotnet/aspnet:8.0\nENV A=\"<&> @(x) 50% 'it'\"\nLABEL \"a;b*\"=\"q\"\n");
        string text = string.Join('\n', MigrationText.Lines(migration, "Docker--file"));
        XElement project = XElement.Parse($"<Project>{text[..(text.LastIndexOf("</ItemGroup>", StringComparison.Ordinal) + "</ItemGroup>".Length)]}</Project>");
        XElement[] items = [.. project.Elements("ItemGroup").Elements()];
        Assert.AreEqual("<&> %40(x) 50%25 'it'", items[0].Attribute("Value")!.Value);
        Assert.AreEqual("a%3Bb%2A", items[1].Attribute("Include")!.Value);
    }

    [TestMethod]
    [DataRow("FROM python:3\nRUN pip install x\n", false)]
    [DataRow("FROM alpine\nCOPY out /app\nENTRYPOINT [\"dotnet\", \"a.dll\"]\n", true)]
    [DataRow("FROM registry.example.com/dotnet/aspnet:8\n", true)]
    [DataRow("FROM microsoft/aspnetcore:2.0\nENTRYPOINT [\"/entrypoint.sh\"]\n", true)]
    [DataRow("FROM ubuntu\nENV DOTNET_RUNNING_IN_CONTAINER=true\n", true)]
    public void Another_programs_Dockerfile_is_told_apart(string text, bool isDotNet) => Assert.AreEqual(isDotNet, DockerfileMigration.IsOfDotNet(DockerfileReader.Read("/src/Dockerfile", text)));

    private static ProjectMigration Of(string text)
    {
        Dockerfile file = DockerfileReader.Read("/src/Dockerfile", text);
        ProjectMigration migration = DockerfileMigration.Of(file);

        // Nothing is passed over.
        int[] told = [.. migration.Open.Concat(migration.Unneeded).Select(static n => n.Line).Concat(migration.Items.Select(static i => i.Line)).Concat(migration.Properties.Select(static p => p.Line))];
        foreach (DockerfileInstruction instruction in file.Stages.SelectMany(static s => s.Instructions.Prepend(s.From)).Where(static i => i.Keyword is not ("CMD" or "ENV" or "USER")))
        {
            Assert.Contains(instruction.Line, told, $"line {instruction.Line}: {instruction.Keyword} {instruction.Text}");
        }

        return migration;
    }

    private static string Properties(ProjectMigration migration) => string.Join(' ', migration.Properties.Select(static p => $"{p.Name}={p.Value}"));

    private static string Items(ProjectMigration migration) => string.Join('\n', migration.Items.Select(static i => $"{i.Item} {i.Include} {string.Join(' ', i.Metadata.Select(static m => $"{m.Name}={m.Value}"))}"));
}
