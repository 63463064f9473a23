using System.Globalization;
using System.Text;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Guidelines.Proofs;
using OpenShift.NET.Sdk.Runs;

namespace OpenShift.NET.Sdk.Guidelines.Html;

/// <summary>Draws a run as SVG: from the start to the exit, with the probes, the log and the memory below one time axis. Colours are the style sheet's.</summary>
internal sealed class RunChart
{
    private const double Width = 1000;
    private const double Left = 120;
    private const double Right = 985;
    private const double LabelRow = 18;
    private const double Row = 22;
    private const double MemoryHeight = 120;
    private const int MostTicks = 8;
    private const int MostMarks = 400;

    // Beyond it the limit would press the curve to the ground.
    private const double MostOverPeak = 5;

    private const double MarkerLabel = 130;

    private readonly StringBuilder _svg = new();
    private readonly StringBuilder _grid = new();
    private readonly ContainerRun _run;
    private readonly double _end;
    private double _y;

    private RunChart(ContainerRun run)
    {
        _run = run;
        IEnumerable<double> times = run.Log.Select(static l => l.At)
            .Concat(run.Probes.SelectMany(static p => p.Attempts).Select(static a => a.At + a.Took))
            .Concat(run.Memory?.Samples.Select(static s => s.At) ?? [])
            .Concat([run.ReadyAfter ?? 0, run.TerminatedAfter ?? 0, run.Exit?.After ?? 0]);
        _end = Math.Max(1, times.Where(double.IsFinite).DefaultIfEmpty(0).Max()) * 1.02;
    }

    /// <summary>The drawing.</summary>
    public static string Of(ContainerRun run) => new RunChart(run).Draw();

    private string Draw()
    {
        var markers = new List<(double At, string Class, string Label)>();
        if (_run.ReadyAfter is { } ready)
        {
            markers.Add((ready, "good", "ready " + RunText.Time(ready)));
        }

        if (_run.TerminatedAfter is { } asked)
        {
            markers.Add((asked, "stop", "SIGTERM " + RunText.Time(asked)));
        }

        if (_run.Exit is { } exit)
        {
            string label = exit.OutOfMemory ? "killed for memory" : exit.Killed ? "killed" : string.Create(CultureInfo.InvariantCulture, $"exit {exit.Code}");
            markers.Add((exit.After, exit is { Code: 0 or 143, Killed: false, OutOfMemory: false } ? "stop" : "bad", $"{label} {RunText.Time(exit.After)}"));
        }

        _y = (markers.Count * LabelRow) + 6;
        double top = _y;
        DrawPhases();
        foreach (ProbeRun probe in _run.Probes.Where(static p => p.NotAsked is null).Take(3))
        {
            RowLabel(probe.Kind.Replace("Probe", "", StringComparison.Ordinal));
            foreach (ProbeAttempt attempt in probe.Attempts.Take(MostMarks))
            {
                Add($"<circle class=\"{(attempt.Succeeded ? "good" : "bad")}\" cx=\"{X(attempt.At + attempt.Took)}\" cy=\"{N(_y + (Row / 2))}\" r=\"5\"/>");
            }

            _y += Row;
        }

        DrawLog();
        DrawMemory();
        double bottom = _y;
        DrawAxis(top, bottom);

        // The last one stands highest, so that no line goes through the words of an earlier one; words have room to the left or to the right of their line.
        for (int i = 0; i < markers.Count; i++)
        {
            (double at, string kind, string label) = markers[i];
            double x = Position(at);
            double y = (markers.Count - 1 - i) * LabelRow;
            double room = (i + 1 < markers.Count ? Position(markers[i + 1].At) : Right) - x;
            bool before = room < MarkerLabel && x - Left > MarkerLabel;
            Add($"<line class=\"{kind}\" x1=\"{N(x)}\" x2=\"{N(x)}\" y1=\"{N(y + 4)}\" y2=\"{N(bottom)}\"/>");
            Add($"<text class=\"{kind}\" x=\"{N(before ? x - 6 : x + 6)}\" y=\"{N(y + 15)}\"{(before ? " text-anchor=\"end\"" : "")}>").Append(label).Append("</text>");
        }

        return string.Create(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {N(Width)} {N(_y)}\" aria-hidden=\"true\">{_grid}{_svg}</svg>");
    }

    private void DrawPhases()
    {
        RowLabel("container");
        double end = _run.Exit?.After ?? _end;
        double stop = Math.Min(_run.TerminatedAfter ?? end, end);
        double ready = Math.Min(_run.ReadyAfter ?? stop, stop);
        Phase("starting", 0, ready);
        Phase("serving", ready, stop);
        Phase("stopping", stop, end);
        _y += Row;

        void Phase(string kind, double from, double to)
        {
            if (to > from)
            {
                Add($"<rect class=\"{kind}\" x=\"{X(from)}\" y=\"{N(_y + 4)}\" width=\"{N(Math.Max(1.5, Position(to) - Position(from)))}\" height=\"14\" rx=\"2\"/>");
            }
        }
    }

    private void DrawLog()
    {
        if (_run.Log.IsEmpty)
        {
            return;
        }

        // Lines at one point of the drawing are one mark.
        RowLabel("log lines");
        foreach (var mark in _run.Log.Where(static l => double.IsFinite(l.At)).GroupBy(l => (X: X(l.At), l.IsError)).Take(MostMarks))
        {
            Add($"<rect class=\"{(mark.Key.IsError ? "stderr" : "line")}\" x=\"{mark.Key.X}\" y=\"{N(_y + 4)}\" width=\"2\" height=\"14\"/>");
        }

        _y += Row;
    }

    private void DrawMemory()
    {
        if (_run.Memory is not { Peak: > 0 } memory)
        {
            return;
        }

        _y += 6;
        double top = _y;
        double bottom = _y + MemoryHeight;
        double limit = memory.Limit is > 0 and var most ? most : 0;
        bool isFar = limit > memory.Peak * MostOverPeak;
        double whole = Math.Max(memory.Peak, isFar ? memory.Peak * 1.5 : limit) * 1.2;
        double Height(double bytes) => bottom - (Math.Clamp(bytes / whole, 0, 1) * MemoryHeight);

        RowLabel("memory");
        _grid.Append(CultureInfo.InvariantCulture, $"<rect class=\"track\" x=\"{N(Left)}\" y=\"{N(top)}\" width=\"{N(Right - Left)}\" height=\"{N(MemoryHeight)}\"/>");
        MemorySample[] samples = [.. memory.Samples.Where(static s => double.IsFinite(s.At) && s.Bytes >= 0).OrderBy(static s => s.At)];
        if (samples.Length > 1)
        {
            string curve = string.Join(' ', samples.Select((s, i) => $"{(i == 0 ? "M" : "L")}{X(s.At)} {N(Height(s.Bytes))}"));
            Add($"<path class=\"area\" d=\"{curve} L{X(samples[^1].At)} {N(bottom)} L{X(samples[0].At)} {N(bottom)} Z\"/>");
            Add($"<path class=\"curve\" d=\"{curve}\"/>");
        }

        Add($"<line class=\"peak\" x1=\"{N(Left)}\" x2=\"{N(Right)}\" y1=\"{N(Height(memory.Peak))}\" y2=\"{N(Height(memory.Peak))}\"/>");

        // The words of the limit stand above its line, those of the peak above or below, where there is room.
        bool crowded = limit > 0 && !isFar && Math.Abs(Height(memory.Peak) - Height(limit)) < 24;
        Add($"<text class=\"soft\" x=\"{N(Left + 6)}\" y=\"{N(Height(memory.Peak) + (crowded ? 16 : -5))}\">peak {ByteSize.ToText(memory.Peak)}</text>");
        if (limit > 0 && !isFar)
        {
            Add($"<line class=\"limit\" x1=\"{N(Left)}\" x2=\"{N(Right)}\" y1=\"{N(Height(limit))}\" y2=\"{N(Height(limit))}\"/>");
            Add($"<text class=\"limit\" x=\"{N(Left + 6)}\" y=\"{N(Height(limit) - 4)}\">limit {ByteSize.ToText(memory.Limit!.Value)}</text>");
        }
        else if (isFar)
        {
            Add($"<text class=\"soft\" x=\"{N(Left + 200)}\" y=\"{N(top + 15)}\">limit {ByteSize.ToText(memory.Limit!.Value)}, far above</text>");
        }

        _y = bottom + 4;
    }

    private void DrawAxis(double top, double bottom)
    {
        Add($"<line class=\"axis\" x1=\"{N(Left)}\" x2=\"{N(Right)}\" y1=\"{N(bottom)}\" y2=\"{N(bottom)}\"/>");
        double step = Math.Pow(10, Math.Floor(Math.Log10(_end)) - 1);
        foreach (double factor in (double[])[2, 2.5, 2, 2, 2.5, 2])
        {
            if (_end / step <= MostTicks)
            {
                break;
            }

            step *= factor;
        }

        for (int i = 0; i * step <= _end && i <= MostTicks; i++)
        {
            string x = X(i * step);
            _grid.Append(CultureInfo.InvariantCulture, $"<line class=\"tick\" x1=\"{x}\" x2=\"{x}\" y1=\"{N(top)}\" y2=\"{N(bottom + 4)}\"/>");
            Add($"<text class=\"soft\" x=\"{x}\" y=\"{N(bottom + 18)}\" text-anchor=\"middle\">{(i == 0 ? "0" : RunText.Time(i * step))}</text>");
        }

        _y = bottom + 24;
    }

    private void RowLabel(string label) => Add($"<text class=\"soft\" x=\"0\" y=\"{N(_y + 15)}\">").AppendText(label).Append("</text>");

    private StringBuilder Add(string markup) => _svg.Append(markup);

    private double Position(double at) => Left + ((Right - Left) * Math.Clamp((double.IsFinite(at) ? at : 0) / _end, 0, 1));

    private string X(double at) => N(Position(at));

    private static string N(double number) => number.ToString("0.#", CultureInfo.InvariantCulture);
}
