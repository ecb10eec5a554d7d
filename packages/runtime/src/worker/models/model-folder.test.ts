import { expect, test } from 'vitest';
import { modelFolder } from './model-folder.ts';

const file = (name: string) => ({ name, sizeBytes: 1, sha256: '', sources: [] });

test('files go by their paths in the folder, in the order of the record', async () => {
  const folder = modelFolder(
    { files: [file('SmolLM2-135M-ONNX/config.json'), file('SmolLM2-135M-ONNX/onnx/model_q4.onnx')] },
    [new Blob(['a']), new Blob(['b'])],
  );
  expect(Object.keys(folder)).toEqual(['config.json', 'onnx/model_q4.onnx']);
  expect(await folder['onnx/model_q4.onnx']?.text()).toBe('b');
});

test('a name without a folder stays as it is', () => {
  expect(Object.keys(modelFolder({ files: [file('config.json')] }, [new Blob()]))).toEqual(['config.json']);
});
