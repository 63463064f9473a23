using OpenShift.NET.Sdk.Code.Values;

namespace OpenShift.NET.Sdk.Code.Interpretation;

// Where the application's own methods are given secrets.
internal sealed partial class Interpreter
{
    private const int MostArguments = 2_000;

    private readonly Dictionary<(PreparedMethod Method, int Site, int Parameter, string Value), ArgumentRecord> _arguments = [];

    /// <summary>The constants that reach parameters which name secrets, in the order they were met.</summary>
    public IEnumerable<ArgumentRecord> Arguments => _arguments.Values;

    private void NoteSecrets(Activation activation, State s, int site, CallTarget target, CodeValue[] arguments)
    {
        foreach (int parameter in target.SecretParameters)
        {
            if (parameter >= arguments.Length || arguments[parameter].Text is not { Length: > 0 and <= 4096 } value)
            {
                continue;
            }

            (PreparedMethod, int, int, string) key = (activation.Method, site, parameter, value);
            if (!_arguments.TryGetValue(key, out ArgumentRecord? record))
            {
                if (_arguments.Count == MostArguments)
                {
                    return;
                }

                _arguments.Add(key, record = new ArgumentRecord(target, parameter, value, activation.Method, site));
            }

            record.InProduction |= activation.Context.Reachable && s.Condition.Environment.InProduction;
        }
    }
}
