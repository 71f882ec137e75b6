Console.WriteLine("Lfr.Inference");
