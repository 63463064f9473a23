using System.Collections.Concurrent;
using System.Text;
using Microsoft.Build.Evaluation;
using Microsoft.Build.Execution;
using Microsoft.Build.Framework;
using Microsoft.Build.Logging;
using OpenShift.NET.Sdk.Publishing.Running;

namespace OpenShift.NET.Sdk.Tool.Building;

/// <summary>Builds as it is asked to, one build after the other, all in this process.</summary>
internal sealed class BuildLoop
{
    // The application that was just built starts meanwhile.
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(1);

    private readonly BuildHostOptions _options;
    private readonly BinaryWriter _writer;
    private readonly Dictionary<string, string> _properties;
    private readonly BlockingCollection<BuildRequest> _requests = [];
    private ProjectCollection? _projects;
    private PreparedProject? _prepared;

    public BuildLoop(BuildHostOptions options, Stream output)
    {
        (_options, _writer) = (options, new BinaryWriter(output, Encoding.UTF8));
        _properties = new(StringComparer.OrdinalIgnoreCase) { [BuildArguments.AnswerProperty] = options.Answer, ["SharedCompilationId"] = options.Compiler };
        if (options.Configuration is { } configuration)
        {
            _properties["Configuration"] = configuration;
        }
    }

    /// <summary>Builds until the requests end.</summary>
    public void Run(Stream input)
    {
        Say(BuildAnswer.Ready);
        new Thread(() => Listen(input)) { IsBackground = true }.Start();
        try
        {
            while (Next() is { } request)
            {
                bool succeeds = false;
                try
                {
                    succeeds = Build(request);
                }
                finally
                {
                    Say(succeeds ? BuildAnswer.Succeeded : BuildAnswer.Failed);
                }
            }
        }
        catch (IOException)
        {
            // Nobody listens any more.
        }

        Forget();
        CompilerServer.End(_options, Environment.ProcessPath!);
    }

    private void Listen(Stream input)
    {
        using var reader = new BinaryReader(input, Encoding.UTF8);
        while (BuildRequest.Read(reader) is { } request)
        {
            _requests.Add(request);
        }

        _requests.CompleteAdding();
        BuildManager.DefaultBuildManager.CancelAllSubmissions();
    }

    // Where nothing is to be done, the next build's evaluation is.
    private BuildRequest? Next()
    {
        try
        {
            if (_projects is not null && _prepared is null)
            {
                if (_requests.TryTake(out BuildRequest? request, Rest))
                {
                    return request;
                }

                _prepared = _requests.IsCompleted ? null : PreparedProject.TryMake(_options.File, Properties(restores: false), _projects);
            }

            return _requests.Take();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    private bool Build(BuildRequest request)
    {
        PreparedProject? prepared = !request.Restores && _prepared?.HasNewContentsOnly(request.Changed) == true ? _prepared : null;
        _prepared = null;
        if (prepared is null)
        {
            Forget();
        }

        LoggerVerbosity verbosity = request.Restores ? LoggerVerbosity.Minimal : LoggerVerbosity.Quiet;
        if (request.Restores)
        {
            const BuildRequestDataFlags Flags = BuildRequestDataFlags.ClearCachesAfterBuild | BuildRequestDataFlags.SkipNonexistentTargets | BuildRequestDataFlags.IgnoreMissingEmptyAndInvalidImports;
            if (!Execute(new BuildRequestData(_options.File, Properties(restores: true), null, ["Restore"], null, Flags), verbosity))
            {
                return false;
            }

            // What a restore has written is imported.
            Forget();
        }

        return Execute(prepared is null ? new BuildRequestData(_options.File, Properties(restores: false), null, [BuildArguments.Target], null) : new BuildRequestData(prepared.Project, [BuildArguments.Target]), verbosity);
    }

    private bool Execute(BuildRequestData request, LoggerVerbosity verbosity)
    {
        var text = new StringBuilder();
        var logger = new ConsoleLogger(verbosity, Write, static _ => { }, static () => { });
        try
        {
            var parameters = new BuildParameters(_projects ??= new ProjectCollection(ToolsetDefinitionLocations.Default))
            {
                Loggers = [logger],
                MaxNodeCount = 1,
                EnableNodeReuse = false,
            };
            return BuildManager.DefaultBuildManager.Build(parameters, request).OverallResult == BuildResultCode.Success;
        }
        finally
        {
            Write("\n");
        }

        void Write(string part)
        {
            text.Append(part);
            string all = text.ToString();
            int end = all.LastIndexOf('\n');
            if (end >= 0)
            {
                text.Clear().Append(all, end + 1, all.Length - end - 1);
                foreach (string line in all[..end].Split('\n'))
                {
                    if (line.TrimEnd('\r') is { Length: > 0 } said)
                    {
                        Say(BuildAnswer.Line, said);
                    }
                }
            }
        }
    }

    private Dictionary<string, string> Properties(bool restores)
    {
        var properties = new Dictionary<string, string>(_properties, StringComparer.OrdinalIgnoreCase);
        if (restores)
        {
            // All projects are restored for the frameworks they name, whichever is run.
            properties["MSBuildIsRestoring"] = "true";
            properties["MSBuildRestoreSessionId"] = Guid.NewGuid().ToString("D");
        }
        else if (_options.Framework is { } framework)
        {
            properties["TargetFramework"] = framework;
        }

        return properties;
    }

    // Files of projects are read again.
    private void Forget()
    {
        _prepared = null;
        _projects?.Dispose();
        _projects = null;
    }

    private void Say(BuildAnswer answer, string? text = null)
    {
        lock (_writer)
        {
            _writer.Write((byte)answer);
            if (text is not null)
            {
                _writer.Write(text);
            }

            _writer.Flush();
        }
    }
}
