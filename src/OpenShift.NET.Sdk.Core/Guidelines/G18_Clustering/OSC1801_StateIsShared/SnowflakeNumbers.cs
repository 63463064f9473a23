using OpenShift.NET.Sdk.Code.Queries;
using OpenShift.NET.Sdk.Code.Values;
using OpenShift.NET.Sdk.Code;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.AppCode;
using OpenShift.NET.Sdk.Guidelines.Findings;

namespace OpenShift.NET.Sdk.Guidelines.G18_Clustering.OSC1801_StateIsShared;

/// <summary>Identifiers in the manner of Snowflake, which are different in two processes only where their numbers are.</summary>
internal static class SnowflakeNumbers
{
    // One more library is one more line: the call, and which of its arguments is the number.
    private static readonly (KnownApi Api, int Argument)[] s_libraries =
    [
        ("Yitter.IdGenerator.IdGeneratorOptions::.ctor", 0),
        ("Yitter.IdGenerator.IdGeneratorOptions::set_WorkerId", 0),
        ("IdGen.IdGenerator::.ctor", 0),
        ("Microsoft.Extensions.DependencyInjection.*::AddIdGen", 1),
        ("IdGen.DependencyInjection.*::AddIdGen", 1),
        ("Snowflake.Core.IdWorker::.ctor", 0),
        ("Snowflake.Net.IdWorker::.ctor", 0),
        ("SnowflakeID.SnowflakeIDGenerator::.ctor", 0),
        ("SnowflakeGenerator.Snowflake::.ctor", 0),
        ("FlakeId.*::.ctor", 0),
    ];

    /// <summary>Each once.</summary>
    public static IEnumerable<Finding> In(Publication publication, CodeFacts code, string scaled)
    {
        foreach (CodeWorkerNumber number in code.WorkerNumbers)
        {
            yield return Told(Location.OfCode(publication, number.Place, number.In.ToString(), number.Name), $"{number.Generator[(number.Generator.LastIndexOfAny(['.', '+']) + 1)..]}.{number.Name}", scaled);
        }

        var told = new HashSet<SourceLocation?>();
        foreach ((KnownApi api, int argument) in s_libraries)
        {
            foreach (CodeCall call in code.CallsTo(api).Where(c => c.InProduction && c.Arguments.Length > argument && c.Argument(argument) is ConstantValue { Value: not (null or string) }))
            {
                if (told.Add(call.Place is { } place ? place with { Column = 0 } : null))
                {
                    yield return Told(CodeLocations.Of(publication, call), "", scaled);
                }
            }
        }
    }

    private static Finding Told(Location where, string name, string scaled) =>
        Finding.Violation(name.Length == 0 ? where : where with { Text = where.Text + " " + name }, $"is the same number in every pod, by which identifiers are told apart: two pods make the same one in the same moment ({scaled})") with
        {
            Fix = "Take the number from what is different in each pod (a lease in Redis or the database, the ordinal of a StatefulSet's pod), or use identifiers that need none (Guid.CreateVersion7()).",
        };
}
