namespace Lfr.Inference.Evaluation;

/// <summary>A list of pictures that somebody labelled: <c>path,person,group</c> and as many more columns of groups as wanted.</summary>
/// <param name="Columns">Names of the columns of groups.</param>
/// <param name="Pictures">One for each line.</param>
public sealed record LabelledPictures(IReadOnlyList<string> Columns, IReadOnlyList<LabelledPicture> Pictures)
{
    /// <summary>Reads the list; its first line names the columns. Empty lines and lines that begin with # are passed over.</summary>
    /// <exception cref="EvaluationException">A line cannot be read; the message has its number.</exception>
    public static LabelledPictures Read(IEnumerable<string> lines)
    {
        string[]? columns = null;
        var pictures = new List<LabelledPicture>();
        var paths = new HashSet<string>(StringComparer.Ordinal);
        var groupsOf = new Dictionary<string, (string[] Groups, int Line)>(StringComparer.Ordinal);
        foreach (var (index, line) in lines.Index())
        {
            var number = index + 1;
            if (line.Trim().Length == 0 || line.StartsWith('#'))
                continue;
            var cells = line.Split(',', StringSplitOptions.TrimEntries);
            if (columns is null)
            {
                if (cells is not ["path", "person", _, ..] || cells.Any(c => c.Length == 0))
                    throw new EvaluationException($"Line {number} of the list must name the columns: 'path,person,' and one or more columns of groups.");
                columns = cells[2..];
                continue;
            }

            if (cells.Length != columns.Length + 2)
                throw new EvaluationException($"Line {number} of the list has {cells.Length} values; it needs {columns.Length + 2}. Names with commas are not understood.");
            if (cells.Any(c => c.Length == 0 || c.Contains('"', StringComparison.Ordinal)))
                throw new EvaluationException($"Line {number} of the list has an empty value or quotation marks; write 'unknown' for what is not known.");
            if (!paths.Add(cells[0]))
                throw new EvaluationException($"Line {number} of the list names {cells[0]} a second time.");
            var groups = cells[2..];
            if (!groupsOf.TryAdd(cells[1], (groups, number)) && !groups.SequenceEqual(groupsOf[cells[1]].Groups, StringComparer.Ordinal))
                throw new EvaluationException($"Line {number} of the list puts {cells[1]} into other groups than line {groupsOf[cells[1]].Line} does.");
            pictures.Add(new LabelledPicture(cells[0], cells[1], groups));
        }

        return groupsOf.Count > 1
            ? new LabelledPictures(columns!, pictures)
            : throw new EvaluationException("The list names fewer than two people: there is nobody to compare.");
    }
}

/// <summary>A labelled picture.</summary>
/// <param name="Path">Relative to the folder of pictures.</param>
/// <param name="Person">Who it shows.</param>
/// <param name="Groups">The person's label in each column.</param>
public sealed record LabelledPicture(string Path, string Person, IReadOnlyList<string> Groups);
