using OpenShift.NET.Sdk.Projects;
using Il = Mono.Cecil.Cil.Code;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Where secrets are compared with constants. What is compared is known by the name it is loaded by, right before the comparison.
internal sealed partial class Interpreter
{
    private const int MostComparisons = 2_000;

    private readonly Dictionary<(PreparedMethod Method, int Site), ComparisonRecord> _comparisons = [];

    /// <summary>The constants that secrets are compared with, in the order they were met.</summary>
    public IEnumerable<ComparisonRecord> Comparisons => _comparisons.Values;

    private void NoteComparison(Activation activation, State s, int site, CallTarget target)
    {
        if (target.Type != "System.String" || target.Name is not ("op_Equality" or "op_Inequality" or "Equals"))
        {
            return;
        }

        if (!_comparisons.TryGetValue((activation.Method, site), out ComparisonRecord? record))
        {
            // What tells whether case counts comes last.
            int last = site - (target.ParameterCount + (target.HasThis ? 1 : 0) == 3 ? 2 : 1);
            if (last < 1 || _comparisons.Count == MostComparisons)
            {
                return;
            }

            PreparedMethod method = activation.Method;
            (string? text, string? name) = TextAt(method, last) is { } right ? (right, NameAt(method, last - 1)) : (TextAt(method, last - 1), NameAt(method, last));
            if (string.IsNullOrEmpty(text) || name is null || !SecretName.NamesOne(name))
            {
                return;
            }

            _comparisons.Add((method, site), record = new ComparisonRecord(text, name, method, site));
        }

        record.InProduction |= activation.Context.Reachable && s.Condition.Environment.InProduction;
    }

    private static string? TextAt(PreparedMethod method, int index) => method.Instructions[index].OpCode.Code == Il.Ldstr ? method.ConstantAt(index).Text : null;

    private static string? NameAt(PreparedMethod method, int index)
    {
        Step step = method.Instructions[index];
        switch (step.OpCode.Code)
        {
            case Il.Ldarg_0 or Il.Ldarg_1 or Il.Ldarg_2 or Il.Ldarg_3:
                return ParameterAt(method, step.OpCode.Code - Il.Ldarg_0);
            case Il.Ldarg or Il.Ldarg_S:
                return ParameterAt(method, step.Index);
            case Il.Ldfld or Il.Ldsfld:
                // A parameter of an asynchronous method is a field <x>5__2 or x of its state machine.
                return MethodNames.OfField(method.FieldAt(index).Name);
            case Il.Call or Il.Callvirt when method.TargetAt(index) is { Name: ['g', ..], ParameterCount: 0, Property: { } property }:
                return property;
            default:
                return null;
        }
    }

    private static string? ParameterAt(PreparedMethod method, int argument)
    {
        int index = argument - (method.Definition.HasThis ? 1 : 0);
        return (uint)index < (uint)method.Definition.Parameters.Count ? method.Definition.Parameters[index].Name : null;
    }
}
